/* Gamma and beta draws.
 *
 * Gamma(a), a >= 1: with x standard normal, d = a - 1/3 and t = x / (3 sqrt d), d (1 + t)^3 is
 * proposed, and kept where u < 1 - 0.0331 x^4 or else
 *
 *   ln u < x^2 / 2 + d (1 - v + ln v),   v = (1 + t)^3
 *
 * Gamma(a), a < 1, is Gamma(1 + a) u^(1/a). Marsaglia and Tsang 2000, "A simple method for
 * generating gamma variables", ACM TOMS 26, 363-372. Beta(a, b) is x / (x + y) of Gamma(a) and
 * Gamma(b).
 *
 * These are gsl_ran_gamma and gsl_ran_beta, word by word and operation by operation, written out.
 * A normal number is one word: a level of GSL's ziggurat and steps along it, 97 times in 100 in
 * the level's inner part; else GSL is asked, from the same word on. */
#include "draw_parts.h"

#include <gsl/gsl_randist.h>
#include <math.h>

/* GSL's ziggurat of 128 levels (gauss_zig.c, J. Voss): how many of a level's 2^24 steps are in its
 * inner part, and how far a step goes. */
enum { N_ZIGGURAT = 128 };
static const uint32_t ziggurat_inner[N_ZIGGURAT] = {
    0,        12590644, 14272653, 14988939, 15384584, 15635009, 15807561, 15933577, 16029594,
    16105155, 16166147, 16216399, 16258508, 16294295, 16325078, 16351831, 16375291, 16396026,
    16414479, 16431002, 16445880, 16459343, 16471578, 16482744, 16492970, 16502368, 16511031,
    16519039, 16526459, 16533352, 16539769, 16545755, 16551348, 16556584, 16561493, 16566101,
    16570433, 16574511, 16578353, 16581977, 16585398, 16588629, 16591685, 16594575, 16597311,
    16599901, 16602354, 16604679, 16606881, 16608968, 16610945, 16612818, 16614592, 16616272,
    16617861, 16619363, 16620782, 16622121, 16623383, 16624570, 16625685, 16626730, 16627708,
    16628619, 16629465, 16630248, 16630969, 16631628, 16632228, 16632768, 16633248, 16633671,
    16634034, 16634340, 16634586, 16634774, 16634903, 16634972, 16634980, 16634926, 16634810,
    16634628, 16634381, 16634066, 16633680, 16633222, 16632688, 16632075, 16631380, 16630598,
    16629726, 16628757, 16627686, 16626507, 16625212, 16623794, 16622243, 16620548, 16618698,
    16616679, 16614476, 16612071, 16609444, 16606571, 16603425, 16599973, 16596178, 16591995,
    16587369, 16582237, 16576520, 16570120, 16562917, 16554758, 16545450, 16534739, 16522287,
    16507638, 16490152, 16468907, 16442518, 16408804, 16364095, 16301683, 16207738, 16047994,
    15704248, 15472926
};
static const double ziggurat_step[N_ZIGGURAT] = {
    1.62318314817e-08, 2.16291505214e-08, 2.54246305087e-08, 2.84579525938e-08, 3.10340022482e-08,
    3.33011726243e-08, 3.53439060345e-08, 3.72152672658e-08, 3.89509895720e-08, 4.05763964764e-08,
    4.21101548915e-08, 4.35664624904e-08, 4.49563968336e-08, 4.62887864029e-08, 4.75707945735e-08,
    4.88083237257e-08, 5.00063025384e-08, 5.11688950428e-08, 5.22996558616e-08, 5.34016475624e-08,
    5.44775307871e-08, 5.55296344581e-08, 5.65600111659e-08, 5.75704813695e-08, 5.85626690412e-08,
    5.95380306862e-08, 6.04978791776e-08, 6.14434034901e-08, 6.23756851626e-08, 6.32957121259e-08,
    6.42043903937e-08, 6.51025540077e-08, 6.59909735447e-08, 6.68703634341e-08, 6.77413882848e-08,
    6.86046683810e-08, 6.94607844804e-08, 7.03102820203e-08, 7.11536748229e-08, 7.19914483720e-08,
    7.28240627230e-08, 7.36519550992e-08, 7.44755422158e-08, 7.52952223703e-08, 7.61113773308e-08,
    7.69243740467e-08, 7.77345662086e-08, 7.85422956743e-08, 7.93478937793e-08, 8.01516825471e-08,
    8.09539758128e-08, 8.17550802699e-08, 8.25552964535e-08, 8.33549196661e-08, 8.41542408569e-08,
    8.49535474601e-08, 8.57531242006e-08, 8.65532538723e-08, 8.73542180955e-08, 8.81562980590e-08,
    8.89597752521e-08, 8.97649321908e-08, 9.05720531451e-08, 9.13814248700e-08, 9.21933373471e-08,
    9.30080845407e-08, 9.38259651738e-08, 9.46472835298e-08, 9.54723502847e-08, 9.63014833769e-08,
    9.71350089201e-08, 9.79732621669e-08, 9.88165885297e-08, 9.96653446693e-08, 1.00519899658e-07,
    1.01380636230e-07, 1.02247952126e-07, 1.03122261554e-07, 1.04003996769e-07, 1.04893609795e-07,
    1.05791574313e-07, 1.06698387725e-07, 1.07614573423e-07, 1.08540683296e-07, 1.09477300508e-07,
    1.10425042570e-07, 1.11384564771e-07, 1.12356564007e-07, 1.13341783071e-07, 1.14341015475e-07,
    1.15355110887e-07, 1.16384981291e-07, 1.17431607977e-07, 1.18496049514e-07, 1.19579450872e-07,
    1.20683053909e-07, 1.21808209468e-07, 1.22956391410e-07, 1.24129212952e-07, 1.25328445797e-07,
    1.26556042658e-07, 1.27814163916e-07, 1.29105209375e-07, 1.30431856341e-07, 1.31797105598e-07,
    1.33204337360e-07, 1.34657379914e-07, 1.36160594606e-07, 1.37718982103e-07, 1.39338316679e-07,
    1.41025317971e-07, 1.42787873535e-07, 1.44635331499e-07, 1.46578891730e-07, 1.48632138436e-07,
    1.50811780719e-07, 1.53138707402e-07, 1.55639532047e-07, 1.58348931426e-07, 1.61313325908e-07,
    1.64596952856e-07, 1.68292495203e-07, 1.72541128694e-07, 1.77574279496e-07, 1.83813550477e-07,
    1.92166040885e-07, 2.05295471952e-07, 2.22600839893e-07
};

double
normal_of_word(uint32_t word)
{
    const uint32_t level = word & 0x7fu, steps = word >> 8;
    const double sign =
        (double)((int32_t)(word >> 6 & 2u) - 1); /* a branch would have no pattern */
    return steps < ziggurat_inner[level] ? sign * ((double)(int32_t)steps * ziggurat_step[level])
                                         : (double)NAN;
}

static double
normal(struct hr_rng *rng)
{
    const double alone = normal_of_word(hr_rng_word(rng));
    if (!isnan(alone))
        return alone;
    hr_rng_put_back(rng);
    const gsl_rng gsl = { hr_rng_philox, rng };
    return gsl_ran_gaussian_ziggurat(&gsl, 1.0);
}

/* shape >= 1 */
static double
gamma_above(struct hr_rng *rng, double shape, double scale)
{
    const double d = gamma_d(shape), c = gamma_c(d);
    for (;;) {
        const double x = normal(rng), root = 1.0 + c * x;
        if (root <= 0.0)
            continue;
        const double v = root * root * root, u = hr_rng_uniform(rng);
        if (gamma_is_sure(x, u, d, root) || log(u) < 0.5 * x * x + d * (1.0 - v + log(v)))
            return scale * d * v;
    }
}

double
gamma_of(struct hr_rng *rng, double shape, double scale)
{
    if (shape >= 1.0)
        return gamma_above(rng, shape, scale);
    const double u = hr_rng_uniform(rng);
    return gamma_above(rng, 1.0 + shape, scale) * pow(u, 1.0 / shape);
}

double
draw_gamma(struct draw *self, double shape, double scale)
{
    if (!(shape >= 0.0 && shape < HUGE_VAL && scale >= 0.0 && scale < HUGE_VAL))
        hr_bug("gamma of shape %g and scale %g", shape, scale);
    if (self->expected)
        return shape * scale;
    if (shape <= 0.0 || scale <= 0.0)
        return 0.0;
    return gamma_of(&self->rng, shape, scale);
}

double
draw_beta(struct draw *self, double a, double b)
{
    if (!(a >= 0.0 && a < HUGE_VAL && b >= 0.0 && b < HUGE_VAL && a + b > 0.0))
        hr_bug("beta of a = %g and b = %g", a, b);
    if (a <= 0.0)
        return 0.0;
    if (b <= 0.0)
        return 1.0;
    if (self->expected)
        return a / (a + b);
    if (!draw_beta_is_of_gammas(a, b)) { /* another method (Johnk 1964) */
        const gsl_rng gsl = { hr_rng_philox, &self->rng };
        return gsl_ran_beta(&gsl, a, b);
    }
    const double yes = gamma_of(&self->rng, a, 1.0), no = gamma_of(&self->rng, b, 1.0);
    return yes / (yes + no);
}
