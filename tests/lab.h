/* lab.h: an arena and a book of names for tests of single models. What models take from it lives
 * until the program ends. */
#ifndef LAB_H
#define LAB_H

#include "address.h"

/* The arena is lab()->arena. */
static inline struct address_book *
lab(void)
{
    static struct arena arena;
    static struct address_book book;
    if (book.arena == NULL)
        address_book_init(&book, &arena);
    return &book;
}

#endif
