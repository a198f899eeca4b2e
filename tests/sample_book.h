/* sample_book.h: an arena and a book of names for tests of single models. What models take from it
 * lives until the program ends. */
#ifndef SAMPLE_BOOK_H
#define SAMPLE_BOOK_H

#include "address.h"

/* The arena is sample_book()->arena. */
static inline struct address_book *
sample_book(void)
{
    static struct arena arena;
    static struct address_book book;
    if (book.arena == NULL)
        address_book_init(&book, &arena);
    return &book;
}

#endif
