/* Fills each pool in the order of places.h. What happens in one pool depends on what all wanted,
 * not on what other pools did: first every pool decides, then seats are taken and children passed
 * on. */
#include "places_parts.h"

#include <math.h>
#include <string.h>

enum class {
    CLASS_GOING_UP,
    CLASS_TRANSFER,
    CLASS_MOVER,
    CLASS_JOINER,
    CLASS_WAITING,
    CLASS_RETURNING,
    N_CLASS
};

/* ---- who asks again ---- */

/* Of children elsewhere, the share that asks again this year; those who wait all do. */
static double
share_asking(const struct places *places, const struct pair *pair, int ncy, const double *value)
{
    const struct finite *finite = &places->finite[pair->finite];
    return pair->waits ? 1.0
                       : value_or_none(value, ncy_is_transfer(ncy) ? finite->returns_transfer
                                                                   : finite->returns_mid_phase);
}

/* Lists the children of a pair at an NCY index, and of whom it is drawn how many ask. */
static void
list_askers(struct placing *self, size_t pair, size_t i_ncy, const struct step *step)
{
    const struct places *places = self->places;
    const double *children = placing_children(self, pair, i_ncy, 0);
    const int ncy = NCY_MIN + (int)i_ncy;
    for (size_t need = 0; need < places->dims.n_need; need++) {
        if (children[need] <= 0.0)
            continue;
        const double p = share_asking(places, &places->pair[pair], ncy, step->value);
        const bool all = places->pair[pair].waits;
        if (!all && p > 0.0) {
            const size_t n = self->at.n++;
            self->at.low[n] = hr_rng_low(ncy, step->year);
            self->at.item[n] = places->return_item[pair * places->dims.n_need + need];
            self->elsewhere.children[n] = children[need];
            self->elsewhere.p[n] = p;
            self->number[n] = self->n_asker;
        }
        self->asker[self->n_asker++] =
            (struct asker){ .n = all ? children[need] : 0.0, .pair = pair, .need = need };
    }
}

/* Everybody who waits or is elsewhere, and how many of them ask again: drawn at once. */
static void
find_askers(struct placing *self, const struct step *step)
{
    const struct places *places = self->places;
    self->at.n = self->n_asker = 0;
    for (size_t i = 0; i < N_NCY; i++) {
        self->first_asker[i] = self->n_asker;
        for (size_t p = 0; p < places->n_pair; p++)
            if (self->in_pair[p] > 0.0)
                list_askers(self, p, i, step);
    }
    self->first_asker[N_NCY] = self->n_asker;
    draw_binomials_at(step->draw,
                      &(struct draw_key){ .purpose = places->purpose_return, .year = step->year },
                      &self->at, &self->elsewhere, self->look);
    for (size_t i = 0; i < self->at.n; i++)
        self->asker[self->number[i]].n = self->elsewhere.count[i];
}

/* One pool being filled. */
struct filling {
    struct placing *placing;
    const struct places *places;
    const struct step *step;
    const double *stock;
    size_t pool, n_group; /* n_group: of all pools so far */
};

/* ---- who asks ---- */

static void
ask(struct filling *self, struct group group)
{
    group.pool = self->pool;
    if (group.n > 0.0)
        self->placing->group[self->n_group++] = group;
}

/* Children who were in the setting before, and go up into this phase. */
static void
ask_going_up(struct filling *self)
{
    const struct pool *pool = &self->places->pool[self->pool];
    if (!pool->by_phase)
        return;
    const size_t setting = self->places->finite[pool->finite].setting;
    for (size_t need = 0; need < self->places->dims.n_need; need++) {
        const size_t f_cell =
            f_cell_at(&self->placing->departures, pool->first, need, pool->finite);
        const double here = self->stock[cell_at(self->places, pool->first, need, setting)];
        ask(self, (struct group){ .n = here - self->placing->departures.moved[f_cell] -
                                       self->placing->joined[f_cell],
                                  .i_ncy = pool->first,
                                  .need = need,
                                  .from = setting,
                                  .pair = NOWHERE });
    }
}

static void
ask_movers(struct filling *self, size_t i_ncy)
{
    const struct departures *w = &self->placing->departures;
    const size_t finite = self->places->pool[self->pool].finite;
    for (size_t need = 0; need < w->n_need; need++) {
        const size_t f_cell = f_cell_at(w, i_ncy, need, finite);
        if (w->moved[f_cell] <= 0.0)
            continue;
        const double *n = w->from + f_cell * (w->n_setting + 1);
        for (size_t from = 0; from <= w->n_setting; from++) /* the last: another authority */
            if (n[from] > 0.0)
                ask(self, (struct group){ .n = n[from],
                                          .i_ncy = i_ncy,
                                          .need = need,
                                          .from = from,
                                          .pair = NOWHERE });
    }
}

static void
ask_joiners(struct filling *self, size_t i_ncy)
{
    const size_t finite = self->places->pool[self->pool].finite;
    for (size_t need = 0; need < self->places->dims.n_need; need++)
        ask(self, (struct group){ .n = self->placing->joined[f_cell_at(&self->placing->departures,
                                                                       i_ncy, need, finite)],
                                  .i_ncy = i_ncy,
                                  .need = need,
                                  .from = FROM_NOWHERE,
                                  .pair = NOWHERE });
}

static void
ask_again(struct filling *self, size_t i_ncy, bool waits)
{
    const struct placing *placing = self->placing;
    const size_t finite = self->places->pool[self->pool].finite;
    for (size_t a = placing->first_asker[i_ncy]; a < placing->first_asker[i_ncy + 1]; a++) {
        const struct asker *asker = &placing->asker[a];
        const struct pair *pair = &self->places->pair[asker->pair];
        if (pair->finite == finite && pair->waits == waits)
            ask(self, (struct group){ .n = asker->n,
                                      .i_ncy = i_ncy,
                                      .need = asker->need,
                                      .from = pair->to,
                                      .pair = asker->pair });
    }
}

/* Who asks at an NCY into which children move between phases asks as one class but for joiners. */
static void
ask_class(struct filling *self, enum class class)
{
    const struct pool *pool = &self->places->pool[self->pool];
    if (class == CLASS_GOING_UP) {
        ask_going_up(self);
        return;
    }
    if (class == CLASS_WAITING && !self->places->finite[pool->finite].any_seat)
        return;
    for (size_t i = pool->first; i <= pool->last; i++) {
        const bool transfer = ncy_is_transfer(NCY_MIN + (int)i);
        if (class == (transfer ? CLASS_TRANSFER : CLASS_MOVER))
            ask_movers(self, i);
        if (class == CLASS_JOINER)
            ask_joiners(self, i);
        if (class == (transfer ? CLASS_TRANSFER : CLASS_WAITING))
            ask_again(self, i, true);
        if (class == (transfer ? CLASS_TRANSFER : CLASS_RETURNING))
            ask_again(self, i, false);
    }
}

/* ---- who goes without ---- */

static void
refuse_word(struct group *group, size_t n, double *left, uint32_t word)
{
    double at_child = (double)word * 0x1p-32 * *left;
    for (size_t i = 0; i < n; i++) {
        const double here = group[i].n - group[i].without;
        if (at_child < here) {
            group[i].without += 1.0;
            *left -= 1.0;
            return;
        }
        at_child -= here;
    }
    hr_bug("no child left to refuse among %zu groups", n);
}

void
groups_refuse(const struct asking *asking, double refused, const struct draw_key *at,
              struct draw *draw)
{
    struct group *group = asking->group;
    const size_t n = asking->n;
    const double all = asking->all;
    enum { LOT = 32 };
    if (refused <= 0.0)
        return;
    if (draw->expected || refused >= all) {
        for (size_t i = 0; i < n; i++)
            group[i].without = group[i].n * fmin(1.0, refused / all);
        return;
    }
    uint32_t word[LOT];
    draw_at(draw, at);
    for (double left = all; refused > 0.0;) {
        const size_t here = refused < LOT ? (size_t)refused : LOT;
        draw_words(draw, here, word);
        for (size_t i = 0; i < here; i++)
            refuse_word(group, n, &left, word[i]);
        refused -= (double)here;
    }
}

/* Lets one class in as far as seats reach; returns how many came in. */
static double
admit_class(struct filling *self, enum class class, size_t first, double *free)
{
    struct group *group = self->placing->group + first;
    const size_t n = self->n_group - first;
    double all = 0.0;
    for (size_t i = 0; i < n; i++)
        all += group[i].n;
    const double refused = *free <= 0.0 ? all : fmax(0.0, all - *free);
    groups_refuse(&(struct asking){ group, n, all }, refused,
                  &(struct draw_key){ .purpose = self->places->purpose_refuse,
                                      .item = self->places->pool[self->pool].item,
                                      .ncy = (int)class,
                                      .year = self->step->year },
                  self->step->draw);
    *free -= all - refused;
    return all - refused;
}

/* Seats that open after September are taken then: marks which share of those who moved in comes
 * late. */
static void
mark_late(struct filling *self, size_t first, double moved_in, double room_in_september)
{
    const double late = fmin(moved_in, moved_in - fmax(0.0, room_in_september));
    for (size_t i = first; late > 0.0 && i < self->n_group; i++)
        self->placing->group[i].late = late / moved_in;
}

/* Everybody who asks for a pool that may be full, and what they get. */
static void
fill_pool(struct filling *self, double own, double own_september)
{
    const size_t first = self->n_group;
    size_t from[N_CLASS + 1];
    double wanted_in = 0.0;
    for (enum class c = CLASS_GOING_UP; c < N_CLASS; c++) {
        from[c] = self->n_group;
        ask_class(self, c);
        for (size_t i = from[c]; c <= CLASS_JOINER && i < self->n_group; i++)
            wanted_in += self->placing->group[i].pair == NOWHERE ? self->placing->group[i].n : 0.0;
    }
    from[N_CLASS] = self->n_group;
    const double holders = self->placing->wanted[self->pool] - wanted_in;
    double free = own - holders, going_up = 0.0, moved_in = 0.0;
    const size_t last = self->n_group;
    for (enum class c = CLASS_GOING_UP; c < N_CLASS; c++) {
        self->n_group = from[c + 1];
        const double in = admit_class(self, c, from[c], &free);
        going_up += c == CLASS_GOING_UP ? in : 0.0;
        moved_in += c == CLASS_GOING_UP || c == CLASS_JOINER ? 0.0 : in;
    }
    self->n_group = last;
    if (own > own_september)
        mark_late(self, first, moved_in, own_september - holders - going_up);
    self->placing->holders[self->pool] = holders;
    self->placing->free[self->pool] = fmax(0.0, free);
}

/* Might anybody ask again for this setting? */
static bool
is_missed(const struct filling *self, size_t finite)
{
    const struct places *places = self->places;
    const struct finite *f = &places->finite[finite];
    const bool ask = value_or_none(self->step->value, f->returns_transfer) > 0.0 ||
                     value_or_none(self->step->value, f->returns_mid_phase) > 0.0;
    for (size_t p = 0; p < places->n_pair; p++)
        if (places->pair[p].finite == finite && self->placing->in_pair[p] > 0.0 &&
            (places->pair[p].waits || ask))
            return true;
    return false;
}

/* ---- counting ---- */

void
placing_count_move(struct placing *self, size_t i_ncy, size_t from, size_t to, double children)
{
    const struct places *places = self->places;
    const size_t out = places->finite_of[from], in = places->finite_of[to];
    if (out != NOWHERE)
        take(&self->wanted[places->finite[out].pool[i_ncy]], children);
    if (in != NOWHERE)
        self->wanted[places->finite[in].pool[i_ncy]] += children;
}

static void
count_wanted(struct placing *self, const double *stock)
{
    const struct places *places = self->places;
    const size_t n_need = places->dims.n_need, n_setting = places->dims.n_setting,
                 n_finite = places->n_finite;
    memset(self->wanted, 0, places->n_pool * sizeof *self->wanted);
    size_t cell = 0;
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t need = 0; need < n_need; need++, stock += n_setting)
            for (size_t f = 0; f < n_finite; f++, cell++) {
                const double here = stock[places->finite[f].setting];
                self->wanted[places->finite[f].pool[i]] += here;
                self->joined[cell] = here - self->before_joining[cell];
            }
}

/* Those who went from a cell of a host, of all such cells the i-th. */
static struct gone
gone_from(const struct placing *self, size_t i)
{
    const struct departures *w = &self->departures;
    const struct w_cell *at = &w->gone[i];
    const size_t cell = w_cell_at(w, at);
    return (struct gone){ .host = at->host,
                          .i_ncy = at->i_ncy,
                          .need = at->need,
                          .before = w->before[cell],
                          .out = at_most(w->out[cell], w->before[cell]) };
}

/* Lists the cells that somebody went from and where somebody stays for want of a place. */
static void
list_gone(struct placing *self, const struct step *step)
{
    const struct places *places = self->places;
    size_t n = 0;
    for (size_t i = 0; i < self->departures.n_gone; i++) {
        const struct gone gone = gone_from(self, i);
        if (placing_staying(self, &gone) <= 0.0)
            continue;
        const size_t setting = places->pair[places->host_pair[gone.host]].to;
        self->at.low[n] = hr_rng_low(NCY_MIN + (int)gone.i_ncy, step->year);
        self->at.item[n] = places->place_item[place_of(places, gone.need, setting)];
        self->number[n++] = i;
    }
    self->at.n = n;
}

static void
forget_gone(struct placing *self, const struct step *step)
{
    list_gone(self, step);
    if (self->at.n > 0 && !step->draw->expected)
        draw_blocks(step->draw,
                    &(struct draw_key){ .purpose = self->places->purpose_gone, .year = step->year },
                    &self->at);
    for (size_t i = 0; i < self->at.n; i++) {
        const struct gone gone = gone_from(self, self->number[i]);
        if (!step->draw->expected)
            draw_start(step->draw, &self->at, i);
        placing_forget(self, &gone, step->draw);
    }
    placing_all_gone(self);
}

/* ---- seats taken ---- */

/* Children come back from where they stayed for want of a place. */
static void
take_seats(struct people *people, const struct group *group, const struct step *step)
{
    struct placing *self = &people->placing;
    const struct seats *seats = &people->seats;
    struct flows *flows = &people->flows;
    double *stock = people->stock;
    const struct places *places = self->places;
    const size_t finite = places->pool[group->pool].finite,
                 setting = places->finite[finite].setting;
    const size_t to = place_of(places, group->need, setting),
                 from = place_of(places, group->need, group->from);
    const double in = group->n - group->without, lost = years_lost(group->i_ncy),
                 gained = years_gained(group->i_ncy);
    const double late_years = seats->late_years[step->year * places->n_pool + group->pool];
    if (in <= 0.0)
        return;
    if (group->pair != NOWHERE) {
        stock[cell_at(places, group->i_ncy, group->need, setting)] += in;
        take(&stock[cell_at(places, group->i_ncy, group->need, group->from)], in);
        placing_count_move(self, group->i_ncy, group->from, setting, in);
        flows->moved_out[from] += in;
        flows->moved_in[to] += in;
        flows->lost[from] += in * lost;
        flows->gained[to] += in * gained;
        placing_add_children(self, group->pair, group->i_ncy, group->need, -in);
        self->years[group->pair * places->dims.n_need + group->need] -=
            in * (lost - group->late * (lost - late_years));
    }
    if (group->late > 0.0 && group->from < places->dims.n_setting && group->from != setting) {
        take(&flows->gained[to], in * group->late * (gained - late_years));
        take(&flows->lost[from], in * group->late * (lost - late_years));
    }
}

/* A group's refused children look for another place. Of those who would have gone up a phase some
 * may have gone already, and they no longer hold the place they had here for want of one elsewhere.
 * */
static void
turn_away(struct placing *self, const struct group *group, const struct step *step,
          const double *stock)
{
    const struct places *places = self->places;
    const size_t finite = places->pool[group->pool].finite,
                 setting = places->finite[finite].setting;
    double refused = group->without;
    if (group->from == setting) {
        const size_t f_cell = f_cell_at(&self->departures, group->i_ncy, group->need, finite),
                     host = places->host_of[setting];
        const double here = stock[cell_at(places, group->i_ncy, group->need, setting)] -
                            self->departures.moved[f_cell] - self->joined[f_cell];
        refused = fmin(refused, fmax(0.0, here));
        const struct gone gone = { host, group->i_ncy, group->need, here, refused };
        if (host != NOWHERE && refused > 0.0 && placing_staying(self, &gone) > 0.0) {
            draw_at(step->draw,
                    &(struct draw_key){
                        .purpose = places->purpose_gone_up,
                        .item = places->place_item[place_of(places, group->need, setting)],
                        .ncy = NCY_MIN + (int)group->i_ncy,
                        .year = step->year });
            placing_forget(self, &gone, step->draw);
        }
    }
    if (refused > 0.0)
        placing_claim(self, group, refused, step);
}

/* ---- the year's numbers ---- */

static void
note_places(struct placing *self, const struct seats *seats, const struct step *step)
{
    const struct places *places = self->places;
    for (size_t f = 0; f < places->n_finite; f++)
        self->place[f] = (struct place_year){ .refused = self->refused[f] };
    seats_note(seats, places, step->year, self->wanted, self->place);
    for (size_t p = 0; p < places->n_pair; p++) {
        struct place_year *year = &self->place[places->pair[p].finite];
        *(places->pair[p].waits ? &year->waiting : &year->overflowed) += self->in_pair[p];
    }
}

/* Where seats are left, all who asked came in; where they would have filled no more than those of
 * September, nobody came late. Of the expected-value run, whose children are no whole numbers, this
 * says nothing. */
static void
note_needed(struct placing *self, const struct seats *seats, const struct step *step)
{
    const struct places *places = self->places;
    for (size_t p = 0; p < places->n_pool; p++) {
        const size_t i = step->year * places->n_pool + p;
        const double came = seats->own[i] - self->free[p];
        const bool all = self->free[p] > 0.0 && came <= seats->own_september[i];
        self->needed[p] = all && !step->draw->expected ? came : (double)INFINITY;
    }
}

/* No pool takes anybody beyond its seats. */
static int
verify_pools(const struct placing *self, const struct seats *seats, const struct step *step,
             struct hr_err *err)
{
    const struct places *places = self->places;
    for (size_t p = 0; p < places->n_pool; p++) {
        const double own = seats->own[step->year * places->n_pool + p],
                     most = fmax(own, self->holders[p]);
        if (!(self->wanted[p] <= most + (step->draw->expected ? 1e-9 * (1.0 + most) : 0.0)))
            return hr_fail(
                err, HR_EMODEL,
                "setting over capacity: %.17g children for %.17g places, of whom %.17g held one",
                self->wanted[p], own, self->holders[p]);
    }
    return 0;
}

int
placing_verify(const struct placing *self, const double *stock, struct hr_err *err)
{
    const struct places *places = self->places;
    for (size_t p = 0; p < places->n_pool; p++) {
        const struct pool *pool = &places->pool[p];
        double here = 0.0;
        for (size_t i = pool->first; i <= pool->last; i++)
            for (size_t need = 0; need < places->dims.n_need; need++)
                here += stock[cell_at(places, i, need, places->finite[pool->finite].setting)];
        if (!(fabs(here - self->wanted[p]) <= 1e-9 * (1.0 + here)))
            return hr_fail(err, HR_EMODEL,
                           "%.17g children were counted in a setting that holds %.17g",
                           self->wanted[p], here);
    }
    for (size_t host = 0; host < places->n_host; host++) {
        const size_t first = places->host_pair[host], last = places->host_pair[host + 1],
                     setting = places->pair[first].to;
        for (size_t i = 0; i < N_NCY; i++)
            for (size_t need = 0; need < places->dims.n_need; need++) {
                double staying = 0.0;
                for (size_t p = first; p < last; p++)
                    staying += *placing_children(self, p, i, need);
                const double here = stock[cell_at(places, i, need, setting)];
                if (!(staying <= here + 1e-9 * (1.0 + here)))
                    return hr_fail(err, HR_EMODEL,
                                   "%.17g children stay for want of a place in a cell of %.17g",
                                   staying, here);
            }
    }
    for (size_t cell = 0; cell < places->dims.n_cell; cell++)
        if (!(stock[cell] >= -1e-9))
            return hr_fail(err, HR_EMODEL, "a cell holds %.17g children", stock[cell]);
    return 0;
}

/* ---- the fit ---- */

static void
clear_departures(struct placing *self)
{
    const struct places *places = self->places;
    struct departures *w = &self->departures;
    for (size_t i = 0; i < w->n_touched; i++) {
        w->moved[w->touched[i]] = 0.0;
        w->is_touched[w->touched[i]] = false;
        memset(w->from + w->touched[i] * (places->dims.n_setting + 1), 0,
               (places->dims.n_setting + 1) * sizeof *w->from);
    }
    w->n_touched = 0;
}

static size_t
fill_pools(struct placing *self, const struct seats *seats, const struct step *step,
           const double *stock)
{
    const struct places *places = self->places;
    struct filling filling = { .placing = self, .places = places, .step = step, .stock = stock };
    for (size_t p = 0; p < places->n_pool; p++) {
        const size_t i = step->year * places->n_pool + p;
        filling.pool = p;
        self->free[p] = seats->own[i] - self->wanted[p];
        self->holders[p] = 0.0;
        if (self->wanted[p] > fmin(seats->own[i], seats->own_september[i]) ||
            is_missed(&filling, places->pool[p].finite))
            fill_pool(&filling, seats->own[i], seats->own_september[i]);
    }
    return filling.n_group;
}

int
people_fit(struct people *people, const struct step *step, struct hr_err *err)
{
    struct placing *self = &people->placing;
    const struct seats *seats = &people->seats;
    forget_gone(self, step);
    count_wanted(self, people->stock);
    memset(self->refused, 0, self->places->n_finite * sizeof *self->refused);
    self->n_claim = 0;
    find_askers(self, step);
    const size_t n_group = fill_pools(self, seats, step, people->stock);
    for (size_t i = 0; i < n_group; i++)
        take_seats(people, &self->group[i], step);
    for (size_t i = 0; i < n_group; i++)
        if (self->group[i].pair == NOWHERE && self->group[i].without > 0.0)
            turn_away(self, &self->group[i], step, people->stock);
    if (self->n_claim > 0)
        placing_pass_on(people, step);
    clear_departures(self);
    note_places(self, seats, step);
    note_needed(self, seats, step);
    int ret = verify_pools(self, seats, step, err);
#ifdef HR_DEBUG
    if (ret == 0)
        ret = placing_verify(self, people->stock, err);
#endif
    return ret;
}
