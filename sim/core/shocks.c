#include "shocks.h"

#include "normal.h"

/* ---- many ---- */

struct lot { /* of addresses that differ in year or replicate */
    uint32_t low[DRAW_LANES], item[DRAW_LANES], replicate[DRAW_LANES], word[4][DRAW_LANES];
};

/* The first n. The ends of the normal, one in six or seven, are made one at a time. */
static void
lot_of_shocks(struct draw *self, const struct draw_key *key, struct lot *lot, size_t n, double *z)
{
    double u[DRAW_LANES];
    const struct draw_addresses at = {
        .n = n,
        .low = lot->low,
        .item = lot->item,
        .replicate = lot->replicate,
        .word = { lot->word[0], lot->word[1], lot->word[2], lot->word[3] },
    };
    draw_blocks(self, key, &at);
    self->steps->uniforms(&at, &(struct draw_counts){ .n = n, .u = u });
    self->steps->normals(u, n, z);
    for (size_t i = 0; i < n; i++)
        if (!normal_in_middle(u[i]))
            z[i] = normal_quantile(u[i]);
}

/* In the key's year and the next. */
static void
shocks_of_years(struct draw *self, const struct draw_key *key, double z[DRAW_LANES])
{
    struct lot lot;
    for (unsigned j = 0; j < DRAW_LANES; j++) {
        lot.low[j] = hr_rng_low(key->ncy, key->year + j);
        lot.item[j] = key->item;
        lot.replicate[j] = self->replicate;
    }
    lot_of_shocks(self, key, &lot, DRAW_LANES, z);
}

void
draw_shocks_of_futures(struct draw *self, const struct draw_key *key, size_t n, double *z)
{
    const uint32_t first = self->replicate;
    struct lot lot;
    for (size_t i = 0; i < n; i += DRAW_LANES) {
        for (size_t j = 0; j < DRAW_LANES; j++) {
            lot.low[j] = hr_rng_low(key->ncy, key->year);
            lot.item[j] = key->item;
            lot.replicate[j] = first + (uint32_t)(i + j);
        }
        lot_of_shocks(self, key, &lot, n - i < DRAW_LANES ? n - i : DRAW_LANES, z + i);
    }
}

/* ---- remembered ---- */

enum { N_TRIED = 8 }; /* rooms for an item, before another's is taken */

static bool
same_item(const struct hr_address *a, const struct hr_address *b)
{
    return a->item == b->item && a->purpose == b->purpose && a->area == b->area &&
           a->year == b->year && a->ncy == b->ncy;
}

/* Where an item is remembered: replicates follow one another and need no room of their own. */
static struct shock *
room_of(struct shocks *self, const struct hr_address *at)
{
    const uint32_t odd = 2654435761u, hash = (at->item ^ at->purpose ^ at->area) * odd;
    struct shock *room = NULL;
    for (uint32_t i = 0; i < N_TRIED; i++) {
        room = &self->shock[((hash >> 16) + i) % N_SHOCK];
        if (!room->known || same_item(&room->at, at))
            break;
    }
    return room;
}

double
draw_shock_at(struct draw *draw, const struct draw_key *key)
{
    if (draw->expected)
        return 0.0;
    if (draw->shocks == NULL) {
        draw_at(draw, key);
        return draw_shock(draw);
    }
    struct draw_key first = *key;
    first.year -= key->year % DRAW_LANES;
    const struct hr_address at = { .seed = draw->seed,
                                   .area = key->national ? HR_NATIONAL : draw->area,
                                   .replicate = draw->replicate,
                                   .purpose = key->purpose,
                                   .item = key->item,
                                   .ncy = key->ncy,
                                   .year = first.year };
    struct shock *shock = room_of(draw->shocks, &at);
    if (!shock->known || !same_item(&shock->at, &at) || shock->at.replicate != at.replicate ||
        shock->at.seed != at.seed) {
        shock->known = true;
        shock->at = at;
        shocks_of_years(draw, &first, shock->z);
    }
    return shock->z[key->year - first.year];
}
