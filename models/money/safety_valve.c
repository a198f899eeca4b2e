#include "safety_valve.h"

bool
condition_binds(const struct condition_in *in, int fy)
{
    return fy >= in->from_fy && (in->last_fy == 0 || fy <= in->last_fy);
}

bool
condition_met(const struct condition_in *in, double figure)
{
    return figure <= (in->measure == CONDITION_PLANS ? in->at_most : in->at_most_gbp);
}

double
safety_valve_paid(const struct receipt_in *in, int fy, double due_gbp, bool on_track,
                  double *withheld_gbp)
{
    if (!on_track) {
        *withheld_gbp += due_gbp;
        return 0.0;
    }
    if (in->if_met_later == MET_LATER_LOST || (in->release_until != 0 && fy > in->release_until))
        return due_gbp;
    const double released_gbp = *withheld_gbp;
    *withheld_gbp = 0.0;
    return due_gbp + released_gbp;
}
