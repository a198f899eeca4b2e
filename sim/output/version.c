/* Only this file is compiled anew when the commit changes. */
#include "version.h"

#include <gsl/gsl_version.h>

#ifndef HEADROOM_COMMIT
#define HEADROOM_COMMIT "unknown"
#endif

const char *
version_commit(void)
{
    return HEADROOM_COMMIT;
}

const char *
version_gsl(void)
{
    return gsl_version;
}
