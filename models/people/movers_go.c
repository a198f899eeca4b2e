/* Children take their ways out of a cell: what that does to the stock, to the flows by place, and
 * to the seats they leave. movers.h is the manual. */
#include "movers_parts.h"

/* Where children go from. */
struct origin {
    size_t i_ncy, place;
    double *stock;       /* of the NCY, by place */
    double lost, gained; /* part of a place-year that who goes takes from here, and brings there */
};

static struct origin
origin_at(const struct year *year, size_t i_ncy)
{
    const int ncy = NCY_MIN + (int)i_ncy;
    return (struct origin){
        .i_ncy = i_ncy,
        .stock = year->people->stock + i_ncy * year->exits->dims.n_place,
        .lost = fy_share_of_new_ay(
            ncy - 1 >= NCY_POST16), /* of the place they held, at the NCY they finished */
        .gained = fy_share_of_new_ay(ncy >= NCY_POST16),
    };
}

/* To a setting of the same NCY and need. */
static void
arrive(const struct year *year, const struct origin *from, size_t setting, double children)
{
    struct people *people = year->people;
    struct going *going = &people->going;
    const size_t to = year->exits->need_of[from->place] + setting;
    people->flows.moved_in[to] += children;
    people->flows.gained[to] += from->gained * children;
    if (going->arriving[to] <= 0.0 && children > 0.0)
        going->arrival[going->n_arrival++] = to;
    going->arriving[to] += children;
    if (people->departures != NULL)
        departures_move(people->departures, from->i_ncy, from->place, setting, children);
}

/* Children go from a place to a setting of the same NCY and need, or no longer hold a plan. */
static void
depart(const struct year *year, const struct origin *from, size_t to, double children)
{
    struct flows *flows = &year->people->flows;
    from->stock[from->place] -= children;
    flows->lost[from->place] += from->lost * children;
    if (to == EXIT_LEAVE) {
        flows->left[from->place] += children;
        return;
    }
    flows->moved_out[from->place] += children;
    arrive(year, from, to, children);
}

/* They no longer sit where they did; before they depart. */
static void
rise(const struct year *year, const struct origin *from, double children)
{
    if (year->people->departures != NULL)
        departures_out(year->people->departures, from->i_ncy, from->place, from->stock[from->place],
                       children);
}

/* All of an NCY have gone. */
static void
settle(const struct year *year, const struct origin *from)
{
    struct going *going = &year->people->going;
    for (; going->n_arrival > 0; going->n_arrival--) {
        const size_t place = going->arrival[going->n_arrival - 1];
        from->stock[place] += going->arriving[place];
        going->arriving[place] = 0.0;
    }
}

void
year_go(const struct year *year)
{
    const struct exits *exits = year->exits;
    const struct going *going = &year->people->going;
    const struct way_taken *flow = year->kept != NULL ? year->kept->way : going->way,
                           *end = flow + (year->kept != NULL ? year->kept->n_way_taken
                                                             : going->n_way_taken);
    for (size_t i = 0; i < N_NCY; i++) {
        const size_t first = i * exits->dims.n_place, behind = first + exits->dims.n_place;
        struct origin from = origin_at(year, i);
        for (; flow < end && flow->cell < behind; flow++) {
            from.place = flow->cell - first;
            rise(year, &from, flow->children);
            depart(year, &from, exits->to[flow->exit], flow->children);
        }
        settle(year, &from);
    }
}

/* Expected-value run: of a cell its share, by every way out. */
static void
go_expected_from(const struct year *year, const struct origin *from, size_t cell, double children)
{
    const struct exits *exits = year->exits;
    struct exit_rates *rates = &year->people->exit_rates;
    const struct year_chances chances = chances_of_year(rates, cell, &year->odds[from->i_ncy]);
    const double out = children * chances.go;
    if (out <= 0.0)
        return;
    exit_ways(rates, exits, cell, year->step);
    const size_t first = exits->first[cell], n_way = exits->first[cell + 1] - first;
    const double *cum = ways_of_year(rates->cum + first, n_way, &chances, year->people->going.cum);
    rise(year, from, out);
    for (size_t e = 0; e < n_way; e++)
        depart(year, from, exits->to[first + e],
               out * ((cum[e] - (e > 0 ? cum[e - 1] : 0.0)) / cum[n_way - 1]));
}

void
year_go_expected(const struct year *year)
{
    const struct going *going = &year->people->going;
    for (size_t i = 0, k = 0; i < N_NCY; i++) {
        const size_t first = i * year->exits->dims.n_place,
                     behind = first + year->exits->dims.n_place;
        struct origin from = origin_at(year, i);
        for (; k < going->at.n && going->cell[k] < behind; k++) {
            from.place = going->cell[k] - first;
            go_expected_from(year, &from, going->cell[k], going->possible.children[k]);
        }
        settle(year, &from);
    }
}
