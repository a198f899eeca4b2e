/* transfers.h: money that moves between blocks of the Dedicated Schools Grant, decided year by
 * year.
 *
 *   up to 0.5% of the schools block, before academy recoupment   the schools forum consents, or the
 *       Secretary of State over its refusal
 *   more than that                                               the Secretary of State consents;
 *       else what the forum may agree to
 *
 *   granted(s) = s               when (s <= limit and the forum consents) or the Secretary of State
 *                                does
 *              = min(s, limit)   when only the forum consents
 *              = 0               when neither does
 *
 * The Secretary of State is asked about more than the limit whatever the forum says, about less
 * only on appeal against its refusal. Each year has one yes or no of the forum and one of the
 * Secretary of State, at addresses of their own and drawn whether or not they are asked, so every
 * level asked meets the same answers: more asked is never less granted.
 *
 * Expected-value run: the likelier outcome of the whole chain. With f and s the chances of consent
 * and d the chance that consent is asked at all (an option may not be delivered), anything is
 * granted when
 *
 *   d (1 - (1-f)(1-s)) >= 1/2       s: 0 where the Secretary of State is not asked
 *
 * and of more than the limit all when s >= (1-s) f, else the limit. Anything comes first, so that
 * here too more asked is never less granted: the likeliest of three may be none although something
 * is likelier.
 *
 * The giving block spends that much less (schools receive it less), so a transfer changes the
 * deficit only through the block that receives it. Options ask by the same rule
 * (options/block_transfer.c). */
#ifndef TRANSFERS_H
#define TRANSFERS_H

#include "field.h"
#include "step.h"

struct transfer_in {
    const char *where;
    const char *id, *label, *from, *to; /* block ids */
    int fy;
    double share;      /* of the giving block before recoupment; NAN when amount is given */
    double amount_gbp; /* NAN when share is given */
    int last_fy;       /* asked for again each year to this one; 0: one year */
    double forum_chance, secretary_chance; /* NAN: not given */
    bool appeal; /* the Secretary of State is asked when the forum refuses */
};

extern const struct field_table transfer_fields;

/* School and Early Years Finance Regulations: what a schools forum may agree to, of the schools
 * block before recoupment. */
static const double FORUM_LIMIT = 0.005;

struct consent {
    double limit;            /* what the forum may agree to; INFINITY for blocks without one */
    double forum, secretary; /* chances */
    double reached;          /* chance that it is asked for at all */
    bool appeal;             /* the Secretary of State is asked when the forum refuses */
    uint32_t purpose_forum, purpose_secretary, item; /* addresses of the two answers */
};

/* The share of the giving block that is granted of the share asked for (from 0), in the step's
 * year. Draws: the step's. */
double transfer_granted(double asked, const struct consent *consent, const struct step *step);

/* Is consent a matter of chance, or is the transfer agreed? */
bool transfer_is_uncertain(const struct transfer_in *in);

/* Pounds that a transfer moves in financial year fy, when the giving block is this large before
 * recoupment (NAN where an amount is asked for and consent is no matter of chance). consent is read
 * only where transfer_is_uncertain. */
double transfer_gbp(const struct transfer_in *in, const struct consent *consent, int fy,
                    double before_recoupment_gbp, const struct step *step);

#endif
