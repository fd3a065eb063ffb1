#pragma once
// Linear algebra of statistics runs on gslcblas, plain C that sums in one order everywhere; OpenBLAS, whose sums depend on the
// processor, is loaded at run time with symbols of its own.
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_sf_exp.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_qrng.h>

// GSL's method tables are mutable globals; these give their values.
static inline const gsl_multifit_nlinear_type *assay_multifit_trust(void) {
  return gsl_multifit_nlinear_trust;
}
static inline gsl_multifit_nlinear_parameters assay_multifit_parameters(int accelerated) {
  gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
  parameters.trs = accelerated ? gsl_multifit_nlinear_trs_lmaccel : gsl_multifit_nlinear_trs_lm;
  return parameters;
}
static inline const gsl_qrng_type *assay_qrng_sobol(void) { return gsl_qrng_sobol; }
