#include "address.h"

#include <string.h>

enum { FIRST_ROOM = 256 };

void
address_book_init(struct address_book *self, struct arena *arena)
{
    *self = (struct address_book){ .arena = arena };
}

/* Where the hash of this kind is, or would be. */
static struct address *
find(const struct address_book *self, uint32_t kind, uint32_t hash)
{
    size_t i = (kind ^ hash) & (self->room - 1);
    while (self->entry[i].name != NULL &&
           (self->entry[i].kind != kind || self->entry[i].hash != hash))
        i = (i + 1) & (self->room - 1);
    return &self->entry[i];
}

/* At most half of the room is used, so that there is always a free entry. False: no memory. */
static bool
make_room(struct address_book *self)
{
    if (2 * (self->n + 1) <= self->room)
        return true;
    const struct address_book old = *self;
    self->room = old.room == 0 ? FIRST_ROOM : 2 * old.room;
    self->entry = arena_zero(self->arena, self->room, sizeof *self->entry);
    if (self->entry == NULL) {
        *self = old;
        return false;
    }
    for (size_t i = 0; i < old.room; i++)
        if (old.entry[i].name != NULL)
            *find(self, old.entry[i].kind, old.entry[i].hash) = old.entry[i];
    return true;
}

static void
enter(struct address_book *self, const char *purpose, uint32_t hash, const char *name)
{
    const uint32_t kind = hr_hash32(purpose);
    if (!make_room(self))
        return; /* the arena remembers that memory ran out */
    struct address *at = find(self, kind, hash);
    if (at->name == NULL) {
        *at = (struct address){ kind, hash, name };
        self->n++;
        return;
    }
    const int order = strcmp(at->name, name);
    if (order == 0 || self->clash[0] != NULL)
        return;
    self->clash[0] = order < 0 ? at->name : name;
    self->clash[1] = order < 0 ? name : at->name;
}

uint32_t
address_of(struct address_book *self, const char *purpose, const char *name)
{
    const uint32_t hash = hr_hash32(name);
    enter(self, purpose, hash, name);
    return hash;
}

uint32_t
address_of_both(struct address_book *self, const char *purpose, const char *a, const char *b)
{
    const uint32_t hash = hr_hash32(a) ^ hr_hash32(b);
    enter(self, purpose, hash, arena_format(self->arena, "%s with %s", a, b));
    return hash;
}

uint32_t
purpose_of(struct address_book *self, const char *name)
{
    return address_of(self, "purpose", name);
}

int
address_book_check(const struct address_book *self, struct hr_err *err)
{
    if (self->clash[0] == NULL)
        return 0;
    return hr_fail(err, HR_ESCENARIO,
                   "the names '%s' and '%s' would share random numbers (equal hashes); rename one",
                   self->clash[0], self->clash[1]);
}
