/* address.h: the names of random numbers.
 *
 * A draw's address holds the hash of a name: a setting, a line, an option (draw.h). The book hashes
 * a name and enters it at once, so that two names of one purpose with one hash cannot go unnoticed:
 *
 *   line->item = address_of(&book, "line", line->id);
 *   ...
 *   ret = address_book_check(&book, err);        once, when all names are in
 *
 * A purpose here is a kind of name: names of two kinds may share a hash, because no two kinds are
 * drawn for the same purpose. The names of the purposes of draws are a kind too (purpose_of). Names
 * are borrowed and must outlive the book; one that is put together lies in its arena:
 *
 *   address_of(&book, "place", arena_format(book.arena, "%s/%s", need->id, setting->id)) */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "arena.h"
#include "rng.h"

struct address {
    uint32_t kind, hash;
    const char *name; /* borrowed; NULL: a free entry */
};

struct address_book {
    struct arena *arena;   /* borrowed */
    struct address *entry; /* in the arena; open addressing, room is a power of two */
    size_t n, room;
    const char *clash[2]; /* the first two names that share a hash, in alphabetical order */
};

void address_book_init(struct address_book *self, struct arena *arena);
/* The hash of a name; enters it. */
uint32_t address_of(struct address_book *self, const char *purpose, const char *name);
/* The exclusive or of two names' hashes, which a draw of both is made at. */
uint32_t address_of_both(struct address_book *self, const char *purpose, const char *a,
                         const char *b);
uint32_t purpose_of(struct address_book *self, const char *name);
/* Refuses two different names of one purpose with one hash, and names both. */
HR_CHECKED int address_book_check(const struct address_book *self, struct hr_err *err);

#endif
