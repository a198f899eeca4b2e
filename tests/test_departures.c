/* departures.h: who is on the way to a setting that may be full, and who went from one where
 * children stay for want of a place. */
#include "departures.h"
#include "claim.h"

/* Settings 0 and 2 may be full; children stay in 1 for want of a place. */
enum { NCYS = 2, NEEDS = 2, SETTINGS = 3, FINITE = 2, HOSTS = 1, CELLS = NCYS * NEEDS * FINITE };
static const size_t finite[SETTINGS] = { 0, NOWHERE, 1 },
                    host[NEEDS * SETTINGS] = { NOWHERE, 0, NOWHERE, NOWHERE, 0, NOWHERE };
static double staying[HOSTS], moved[CELLS], from[CELLS * (SETTINGS + 1)], before[CELLS], out[CELLS];
static size_t touched[CELLS];
static struct w_cell gone[CELLS];
static bool is_touched[CELLS];

static struct departures
nobody(void)
{
    for (size_t i = 0; i < CELLS; i++) {
        moved[i] = before[i] = out[i] = 0.0;
        is_touched[i] = false;
        for (size_t s = 0; s <= SETTINGS; s++)
            from[i * (SETTINGS + 1) + s] = 0.0;
    }
    staying[0] = 5.0;
    return (struct departures){ .n_need = NEEDS,
                                .n_setting = SETTINGS,
                                .n_finite = FINITE,
                                .n_host = HOSTS,
                                .finite = finite,
                                .host = host,
                                .staying = staying,
                                .moved = moved,
                                .from = from,
                                .touched = touched,
                                .is_touched = is_touched,
                                .before = before,
                                .out = out,
                                .gone = gone };
}

/* NCY index 1, need 1, of setting s. */
static size_t
place_of(size_t s)
{
    return SETTINGS + s;
}
static const size_t cell_2 = (1 * NEEDS + 1) * FINITE + 1; /* to setting 2 */
static double
from_setting(size_t s)
{
    return from[cell_2 * (SETTINGS + 1) + s];
}

Claim(departures, who_is_on_the_way_is_kept_by_age_need_and_where_from)
{
    struct departures d = nobody();
    departures_move(&d, 1, place_of(1), 2, 3.0);
    departures_move(&d, 1, place_of(0), 2, 2.0);
    departures_arrive(&d, 1, place_of(2), 4.0);
    cr_expect_eq(d.n_touched, 1u, "one cell, whatever comes");
    cr_expect_eq(touched[0], cell_2);
    cr_expect_eq(moved[cell_2], 9.0);
    cr_expect(from_setting(0) == 2.0 && from_setting(1) == 3.0 && from_setting(2) == 0.0);
    cr_expect_eq(from_setting(SETTINGS), 4.0, "another authority is the last");
    departures_move(&d, 0, 1, 0, 1.0);
    cr_expect_eq(d.n_touched, 2u);
    cr_expect_eq(moved[0], 1.0);
}

Claim(departures, a_setting_that_is_never_full_keeps_none)
{
    struct departures d = nobody();
    departures_move(&d, 1, place_of(0), 1, 3.0);
    departures_arrive(&d, 1, place_of(1), 3.0);
    cr_expect_eq(d.n_touched, 0u);
}

Claim(departures, who_goes_from_where_children_wait_is_added_to_those_before)
{
    struct departures d = nobody();
    departures_out(&d, 1, place_of(1), 11.0, 2.0);
    departures_go(&d, 1, place_of(1), 9.0, 3.0);
    cr_expect_eq(d.n_gone, 1u);
    cr_expect(gone[0].i_ncy == 1 && gone[0].need == 1 && w_cell_at(&d, &gone[0]) == 3);
    cr_expect(out[3] == 5.0 && before[3] == 11.0, "of those there before the first went");
    departures_out(&d, 1, place_of(0), 11.0, 2.0);
    departures_out(&d, 0, 1, 11.0, 0.0);
    cr_expect_eq(d.n_gone, 1u, "not where nobody waits, and not where nobody went");
    staying[0] = 0.0;
    departures_out(&d, 0, 1, 11.0, 2.0);
    cr_expect_eq(d.n_gone, 1u, "nor where nobody is left who waits");
}

/* Setting 2: ten, of whom six only came in the year. Seven go: the four who held a seat, then three
 * of the others, by where they came from. */
Claim(departures, those_who_held_a_seat_go_before_those_who_only_came)
{
    struct departures d = nobody();
    departures_move(&d, 1, place_of(0), 2, 2.0);
    departures_move(&d, 1, place_of(1), 2, 3.0);
    departures_arrive(&d, 1, place_of(2), 1.0);
    departures_go(&d, 1, place_of(2), 10.0, 7.0);
    cr_expect_eq(moved[cell_2], 3.0);
    cr_expect(from_setting(0) == 0.0 && from_setting(1) == 2.0 && from_setting(SETTINGS) == 1.0);
    departures_go(&d, 1, place_of(2), 3.0, 3.0);
    cr_expect_eq(moved[cell_2], 0.0);
    cr_expect(from_setting(1) == 0.0 && from_setting(SETTINGS) == 0.0);
    departures_move(&d, 1, place_of(1), 2, 2.0);
    departures_go(&d, 1, place_of(2), 9.0, 7.0);
    cr_expect_eq(moved[cell_2], 2.0, "seven held one");
    cr_expect_eq(d.n_touched, 1u, "a cell whose children all went on stays touched");
}
