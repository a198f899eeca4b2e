#include "bench_kingston.h"

#include <stddef.h>

static const char options[] =
    "options=( { id = \"return-home\"; label = \"Six children a year return at phase "
    "transfer\"; type = \"repatriation\"; start = \"2022/23\"; settings = ( \"independent\" "
    "); to = \"unit\"; children = 6; }, "
    "{ id = \"moor-lane\"; label = \"90 special places\"; type = \"new_places\"; start = "
    "\"2023/24\"; to = \"special\"; places = 90; }, "
    "{ id = \"early-support\"; label = \"5% fewer new plans under 11\"; type = "
    "\"early_support\"; start = \"2022/23\"; share = 0.05; to_age = 10; }, "
    "{ id = \"inclusion\"; label = \"1 in 10 new special placements in mainstream\"; type = "
    "\"inclusion\"; start = \"2022/23\"; settings = ( \"special\" ); to = \"mainstream\"; "
    "share = 0.1; }, "
    "{ id = \"ceasing\"; label = \"5% more plans end at 18 to 22\"; type = \"ceasing\"; "
    "start = \"2022/23\"; share = 0.05; from_age = 18; to_age = 22; }, "
    "{ id = \"fees\"; label = \"Independent fees 3% lower\"; type = \"price_control\"; "
    "start = \"2022/23\"; settings = ( \"independent\" ); share = 0.03; } )";

static const char eight[] =
    "scenarios=( { id = \"none\"; label = \"None\"; role = \"unmitigated\"; }, "
    "{ id = \"a\"; label = \"A\"; role = \"other\"; options = ( \"return-home\" ); }, "
    "{ id = \"b\"; label = \"B\"; role = \"other\"; options = ( \"moor-lane\" ); }, "
    "{ id = \"c\"; label = \"C\"; role = \"other\"; options = ( \"early-support\" ); }, "
    "{ id = \"d\"; label = \"D\"; role = \"other\"; options = ( \"inclusion\" ); }, "
    "{ id = \"e\"; label = \"E\"; role = \"other\"; options = ( \"ceasing\" ); }, "
    "{ id = \"f\"; label = \"F\"; role = \"other\"; options = ( \"fees\" ); }, "
    "{ id = \"all\"; label = \"All\"; role = \"mitigated\"; options = ( \"return-home\", "
    "\"moor-lane\", \"early-support\", \"inclusion\", \"ceasing\", \"fees\" ); } )";

/* What others published speaks of Kingston's own scenarios. */
const char *const bench_kingston_set[BENCH_KINGSTON_N_SET] = { options, eight, "published=( )" };
