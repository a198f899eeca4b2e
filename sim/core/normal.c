#include "normal.h"

#include <gsl/gsl_cdf.h>

double
normal_quantile(double p)
{
    return normal_in_middle(p) ? normal_of_middle(p) : gsl_cdf_ugaussian_Pinv(p);
}
