"""`python -m adapters.playground.gallery`: makes the pictures."""

from adapters.playground.gallery.pictures import main

if __name__ == "__main__":
    main()
