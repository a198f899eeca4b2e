/* A library that is loaded when it is needed: found and used, or told in one sentence. */
#include "claim.h"
#include "library.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define MATHS(F) F(ldexp) F(hypot)

struct maths {
    MATHS(LIBRARY_POINTER)
};
static const char *const names[] = { MATHS(LIBRARY_NAME) };

Claim(library, its_functions_are_those_of_the_names)
{
    struct maths maths;
    struct hr_err err = { .code = 0 };
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(library_load(&(struct library){ "libm.so.6", "powers", names, 1 }, &maths,
                                  sizeof maths, &err),
                     0, "%s", err.text);
        cr_expect(maths.ldexp(1.5, 3) == 12.0);
        cr_expect(maths.hypot(3.0, 4.0) == 5.0);
    }
}

Claim(library, one_that_is_missing_is_told_with_what_there_cannot_be)
{
    struct maths maths;
    struct hr_err err = { .code = 0 };
    cr_expect_eq(library_load(&(struct library){ "libnowhere.so.7", "powers", names, 1 }, &maths,
                              sizeof maths, &err),
                 HR_EIO);
    cr_expect(strncmp(err.text, "no powers without a library that cannot be loaded: ", 51) == 0,
              "%s", err.text);
    cr_expect_not_null(strstr(err.text, "libnowhere.so.7"), "%s", err.text);
}

Claim(library, a_function_that_it_lacks_is_told)
{
    static const char *const lacking[] = { "ldexp", "power_of_nothing" };
    struct maths maths;
    struct hr_err err = { .code = 0 };
    cr_expect_eq(library_load(&(struct library){ "libm.so.6", "powers", lacking, 1 }, &maths,
                              sizeof maths, &err),
                 HR_EIO);
    cr_expect_not_null(strstr(err.text, "power_of_nothing"), "%s", err.text);
}

Claim(library, one_that_takes_more_memory_than_there_is_is_not_loaded)
{
    struct maths maths;
    struct hr_err err = { .code = 0 };
    cr_expect_eq(library_load(&(struct library){ "libnowhere.so.7", "powers", names, SIZE_MAX / 2 },
                              &maths, sizeof maths, &err),
                 HR_ENOMEM);
    cr_expect(strncmp(err.text, "no memory for powers: ", 22) == 0, "%s", err.text);
}
