/* Gammas and betas are GSL's, and many at once are the draws one by one, bit for bit, by every kind
 * of steps. */
#include "draw_gammas.h"
#include "claim.h"
#include "dice.h"

#include <gsl/gsl_randist.h>
#include <math.h>

/* From far below 1 to far above. */
static double
some_shape(void)
{
    static const double ten_to[] = { -4.0, -0.7, 0.0, 0.6, 2.0, 7.0 };
    const size_t from = below(5);
    return below(20) == 0 ? 1.0
                          : pow(10.0, ten_to[from] + part() * (ten_to[from + 1] - ten_to[from]));
}

static struct draw
draw_at_some_address(void)
{
    struct draw draw;
    draw_init(&draw, 20210705, 17, roll());
    draw_at(&draw, &(struct draw_key){ .purpose = roll(), .item = roll() });
    return draw;
}

Claim(draw_gammas, a_gamma_and_a_beta_are_those_of_gsl_and_take_as_many_words)
{
    enum { N = 200000 };
    dice_begin(1);
    for (size_t i = 0; i < N; i++) {
        struct draw draw = draw_at_some_address();
        struct hr_rng words = draw.rng;
        const gsl_rng gsl = { hr_rng_philox, &words };
        const double a = some_shape(), b = some_shape(), scale = 5.0 * part();
        const double want[] = { gsl_ran_gamma(&gsl, a, scale), gsl_ran_beta(&gsl, a, b) };
        cr_assert_eq(draw_gamma(&draw, a, scale), want[0], "shape %.17g", a);
        cr_assert_eq(draw_beta(&draw, a, b), want[1], "shapes %.17g and %.17g", a, b);
        cr_assert_eq(hr_rng_word(&draw.rng), hr_rng_word(&words), "after %.17g, %.17g", a, b);
    }
}

enum { N_ADDRESS = 60, MOST = 12 };

struct where {
    uint32_t item;
    int ncy;
};

/* Up to MOST gammas at each address; at some, none. */
static void
fill(struct draw_gammas *list, struct where *where, struct arena *arena)
{
    draw_gammas_init(list, N_ADDRESS, N_ADDRESS * MOST, arena);
    for (size_t a = 0; a < N_ADDRESS; a++) {
        where[a] = (struct where){ roll(), (int)below(30) - 5 };
        draw_gammas_at(list, where[a].item, where[a].ncy);
        for (size_t left = below(MOST + 1); left > 0; left--)
            draw_gammas_add(list, some_shape());
    }
}

static void
check(const struct draw_gammas *list, const struct where *where, const struct draw_key *key,
      struct draw *one)
{
    size_t n = 0;
    for (size_t a = 0; a < N_ADDRESS; a++) {
        struct draw_key here = *key;
        here.item = where[a].item;
        here.ncy = where[a].ncy;
        draw_at(one, &here);
        for (size_t i = list->first[a]; i < list->first[a + 1]; i++, n++)
            cr_assert_eq(list->gamma[i], draw_gamma(one, list->shape[i], 1.0),
                         "%s: shape %.17g, number %zu at its address", one->steps->name,
                         list->shape[i], i - list->first[a]);
    }
    cr_assert_eq(n, list->n);
}

Claim(draw_gammas, many_at_once_are_those_drawn_one_by_one)
{
    enum { TURNS = 150 };
    struct arena arena = { 0 };
    size_t k = 0;
    for (const struct draw_steps *kind; (kind = draw_steps_kind(k)) != NULL; k++) {
        if (!kind->can()) {
            printf("left out, this processor cannot take them: %s\n", kind->name);
            continue;
        }
        dice_begin(2);
        for (size_t turn = 0; turn < TURNS; turn++) {
            struct draw_gammas list;
            struct where where[N_ADDRESS];
            fill(&list, where, &arena);
            for (size_t again = 0; again < 3; again++) { /* a list is drawn more than once */
                struct draw many, one;
                const uint32_t replicate = roll();
                const struct draw_key key = { .national = below(2) == 0,
                                              .purpose = roll(),
                                              .year = (unsigned)below(256) };
                draw_init(&many, 20210705, 17, replicate);
                draw_init(&one, 20210705, 17, replicate);
                many.steps = one.steps = kind;
                draw_gammas_all(&many, &list, &key);
                check(&list, where, &key, &one);
            }
            arena_release(&arena);
        }
    }
}

Claim(draw_gammas, in_expected_mode_they_are_the_shapes)
{
    struct arena arena = { 0 };
    struct draw_gammas list;
    struct where where[N_ADDRESS];
    struct draw draw;
    dice_begin(3);
    fill(&list, where, &arena);
    draw_init_expected(&draw);
    draw_gammas_all(&draw, &list, &(struct draw_key){ .purpose = 1 });
    cr_expect_gt(list.n, 100);
    for (size_t i = 0; i < list.n; i++)
        cr_assert_eq(list.gamma[i], list.shape[i]);
    arena_release(&arena);
}
