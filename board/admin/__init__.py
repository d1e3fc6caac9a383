from board.admin import pamphlet as pamphlet
