/* Commissioned places that are held and that are not, counted by hand. */
#include "place_funding.h"
#include "claim.h"


Claim(place_funding, places_are_held_by_the_area_s_own_children_and_by_others_up_to_all_of_them)
{
    cr_expect_float_eq(places_held(48.25, 37.375, 0.0), 37.375, 1e-15);
    cr_expect_float_eq(places_held(48.25, 37.375, 0.125), 37.375 + 6.03125, 1e-15);
    cr_expect_eq(places_held(48.25, 43.7, 0.125), 48.25,
                 "nobody sits on a place that is not there");
    cr_expect_eq(places_held(0.0, 43.7, 0.125), 0.0);
}

Claim(place_funding, places_added_are_funded_and_places_taken_away_only_as_far_as_nobody_holds_them)
{
    cr_expect_float_eq(places_funded(48.25, 11.5, 37.375, 0.125), 59.75, 1e-15);
    cr_expect_float_eq(places_funded(48.25, -3.5, 37.375, 0.125), 44.75, 1e-15);
    cr_expect_float_eq(places_funded(48.25, -13.5, 37.375, 0.125), 37.375 + 6.03125, 1e-15,
                       "held by others too");
    cr_expect_eq(places_funded(48.25, -13.5, 51.0, 0.0), 48.25,
                 "more children than places: none is empty");
    cr_expect_eq(places_funded(48.25, 0.0, 12.0, 0.0), 48.25);
}
