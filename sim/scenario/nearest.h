/* nearest.h: the known name that was probably meant by the one typed. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/* Edits that turn a into b: insert, delete, replace, or swap two neighbours; case and '-' against
 * '_' are free. Names over 63 characters: SIZE_MAX. */
size_t edit_distance(const char *a, const char *b);

/* Keeps the nearest of the names offered one by one; a name that goes on from the one typed counts
 * as near. Start from { .name = typed }. */
struct nearest {
    const char *name; /* borrowed: as typed */
    const char *best; /* borrowed; NULL: nothing near enough */
    size_t distance;
};
void nearest_offer(struct nearest *self, const char *candidate);

#endif
