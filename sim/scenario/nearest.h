/* nearest.h: the known name that was probably meant by the one typed. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/* Edits that turn a into b: insert, delete, replace, or swap two neighbours; case and '-' against
 * '_' are free. Names over 63 characters: SIZE_MAX. */
size_t edit_distance(const char *a, const char *b);

/* Is the one typed a run of whole words of the name? "fee" of "fee_gbp", "gbp_m" of "amount_gbp_m".
 * Words end at '_', '-' and '.'. */
bool has_words(const char *name, const char *typed);

/* Keeps the nearest of the names offered one by one; a name that has the one typed as words is
 * nearest, one that goes on from it counts as near. Start from { .name = typed }. */
struct nearest {
    const char *name; /* borrowed: as typed */
    const char *best; /* borrowed; NULL: nothing near enough */
    size_t distance;
};
void nearest_offer(struct nearest *self, const char *candidate);

#endif
