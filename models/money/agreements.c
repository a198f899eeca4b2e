#include "agreements.h"

double
receipt_paid(const struct receipt_in *in, int fy, uint32_t purpose, uint32_t item,
             const struct step *step)
{
    double paid = 0.0;
    draw_at(step->draw, &(struct draw_key){
                            .purpose = purpose,
                            .item = item,
                            .year = step->year }); /* one uniform for each uncertain instalment */
    for (size_t i = 0; i < in->n_instalment; i++) {
        const struct instalment_in *instalment = &in->instalment[i];
        if (instalment->fy != fy)
            continue;
        if (instalment->chance >= 1.0) {
            paid += instalment->amount_gbp;
            continue;
        }
        paid += instalment->amount_gbp * draw_chance(step->draw, instalment->chance);
    }
    return paid;
}
