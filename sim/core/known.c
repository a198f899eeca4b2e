#include "known.h"

#include <stddef.h>

const char *const known_choice[] = { "as_known", "hindsight", NULL };
