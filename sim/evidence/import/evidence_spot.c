#include "evidence_spot.h"

const struct margin *
spot_margin(const struct spot *at)
{
    return margins_at(at->margins, at->area, (int)at->measure, at->year);
}

double
spot_total(const struct spot *at, enum evidence_measure measure, int after)
{
    return margins_at(at->margins, at->area, (int)measure, at->year + after)->total;
}

const char *
spot_name(const struct spot *at)
{
    return at->evidence->area[at->area].name;
}
