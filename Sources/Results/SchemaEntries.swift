// The layout of results.h5, version 3, as data: path, type, dims, units, meaning.

extension ResultsSchema {
  private static func entry(
    _ path: String, _ type: String, _ dims: String, _ units: String, _ description: String
  ) -> SchemaEntry {
    SchemaEntry(path: path, type: type, dims: dims, units: units, description: description)
  }

  static let attributes: [SchemaEntry] = [
    entry("/@schema_version", "string", "", "1", "Version of this layout: 3"),
    entry(
      "/@kind", "string", "", "1",
      "study, or the command that made it from other people's files: passk, fit or compare"),
    entry("/@command", "string", "", "1", "The command line"),
    entry("/@seed", "string", "", "1", "Root of all randomness, a whole number of 64 bits"),
    entry("/@study", "string", "", "1", "Identifier of the study; like the next, only in studies"),
    entry("/@scale", "string", "", "1", "smoke, quick, standard or full"),
    entry("/@status", "string", "", "1", "running until the last arm is finished, then complete"),
    entry("/@created_utc", "string", "", "1", "When the file was built, ISO 8601"),
    entry(
      "/@git_commit", "string", "", "1",
      "Commit of the repository that the program was built in, or unknown"),
    entry("/@tool_version", "string", "", "1", "Version of the program"),
    entry("/@host", "string", "", "1", "Name of the machine"),
    entry("/@system", "string", "", "1", "Its operating system"),
    entry("/@threads", "int64", "", "threads", "Threads that computed"),
    entry(
      "/@cores", "int64", "", "cores",
      "Cores of the machine; only in studies, and not in older files"),
    entry(
      "/@wall_s", "float64", "", "s",
      "Clock time of the command that wrote the file, of merged files together; like the last"),
    entry(
      "/@processor", "string", "", "1",
      "Processor and vector level of the kernels; only in studies, and not in older files"),
    entry(
      "/@kernels", "string", "", "1",
      "Products of training: portable, or blas with the library's version; like the last"),
    entry(
      "/@excerpt", "string", "", "1",
      "Groups that were taken from a whole file (assay export --format hdf5); only in excerpts"),
    entry("/@prereg_sha256", "string", "", "1", "SHA-256 of the text in /prereg/json"),
    entry("/@seeds_registered", "int64", "", "seeds", "Seeds fixed in the registration"),
  ]

  static let registration: [SchemaEntry] = [
    entry("/source/path", "string", "source", "1", "Files that were read; not in studies"),
    entry("/source/sha256", "string", "source", "1", "SHA-256 of each"),
    entry("/prereg/json", "string", "", "1", "registration.json, verbatim"),
    entry("/config/yaml", "string", "", "1", "The resolved settings"),
    entry(
      "/config/plan", "string", "", "1", "The plan that was run, as YAML: an analysis needs no more"
    ),
    entry("/stages/<stage>/config", "string", "", "1", "A training of the plan as YAML"),
    entry("/answer", "string", "", "1", "What the study concludes, in words"),
    entry("/gates/{set,measure}", "string", "gate", "1", "What calibration checked, and where"),
    entry("/gates/{value,low,high}", "float64", "gate", "1", "What was found, what is allowed"),
    entry("/leaks/{checked,found}", "int64", "", "problems", "Training problems looked up, found"),
    entry("/arms/<arm>/summary", "string", "", "1", "What the arm is"),
    entry("/axes/arm", "string", "arm", "1", "Names of the arms"),
    entry("/axes/seed", "int64", "seed", "1", "Seeds"),
    entry("/axes/region", "string", "region", "1", "Names of the regions of difficulty"),
    entry("/axes/k", "int32", "k", "samples", "Values of k of pass@k"),
    entry("/axes/metric", "string", "metric", "1", "Names of the final metrics"),
    entry("/axes/<dim>", "string", "<dim>", "1", "Labels of any other axis, such as count"),
  ]

  static let problems: [SchemaEntry] = [
    entry("/problems/<set>/id", "uint64", "problem", "1", "Identifier of a problem"),
    entry(
      "/problems/<set>/problem", "uint64", "problem", "1",
      "The identifiers again, as labels of the axis problem"),
    entry("/problems/<set>/name", "string", "problem", "1", "Its name in other people's files"),
    entry("/problems/<set>/prompt", "string", "problem", "1", "The prompt"),
    entry("/problems/<set>/gold", "string", "problem", "1", "The reference answer"),
    entry("/problems/<set>/difficulty", "int32", "problem", "1", "Depth or level"),
    entry("/problems/<set>/cluster", "int32", "problem", "1", "Problems that belong together"),
    entry(
      "/problems/<set>/{chance_loose,chance_strict}", "float64", "problem", "probability",
      "Probability that guessing is counted as right"),
  ]

  static let training: [SchemaEntry] = [
    entry("/train/<stage>/s<seed>/step", "int32", "step", "steps", "Step of a row"),
    entry("/train/<stage>/s<seed>/flops", "float64", "step", "FLOP", "Compute so far"),
    entry("/train/<stage>/s<seed>/tokens", "float64", "step", "tokens", "Tokens so far"),
    entry("/train/<stage>/s<seed>/wall_s", "float32", "step", "s", "Clock time so far"),
    entry(
      "/train/<stage>/s<seed>/wall_s_reward_<kind>", "float32", "step", "s",
      "Clock time of a reward in the step"),
    entry(
      "/train/<stage>/s<seed>/step_norm", "float64", "step", "1",
      "How far the step's updates moved the parameters, ‖Δθ‖"),
    entry("/train/<stage>/s<seed>/path", "float64", "step", "1", "The sum of that so far"),
    entry(
      "/train/<stage>/s<seed>/<metric>", "float64", "step", "1",
      "Any other metric of the loop, under the name that metrics.jsonl has; see Training"),
  ]

  static let evaluation: [SchemaEntry] = [
    entry(
      "/eval/<set>/counts", "int32", "arm,seed,problem,count", "samples",
      "n, c_loose and c_strict at the end of training; -1 is missing"),
    entry(
      "/eval/<set>/{parse,trace_error}", "int32", "arm,seed,problem", "samples",
      "Samples that can be parsed; samples with the right answer and a wrong trace"),
    entry(
      "/eval/<set>/{truncated,distinct_strict}", "int32", "arm,seed,problem", "samples",
      "Samples cut off by the cap; distinct strictly right responses; -1 where not evaluated"),
    entry("/eval/<set>/entropy", "float64", "arm,seed", "nats", "Mean entropy of sampled tokens"),
    entry("/eval/<set>/length", "float64", "arm,seed", "tokens", "Mean length of a response"),
    entry(
      "/eval/<set>/passk", "float64", "arm,seed,scoring,k", "probability",
      "Unbiased pass@k, loose then strict"),
    entry(
      "/eval/<set>/passk_se", "float64", "arm,seed,scoring,k,source", "probability",
      "Its standard error: of sampling; of sampling and problems"),
    entry("/eval/<set>/samples/<arm>/seed", "int32", "sample", "1", "Seed of a kept sample"),
    entry("/eval/<set>/samples/<arm>/problem", "uint64", "sample", "1", "Its problem"),
    entry("/eval/<set>/samples/<arm>/text", "string", "sample", "1", "The completion"),
    entry(
      "/eval/<set>/samples/<arm>/{loose,strict}", "int8", "sample", "1", "1 if it is right"),
    entry("/eval/<set>/samples/<arm>/process", "float32", "sample", "fraction", "Right steps"),
    entry(
      "/kl/<set>", "float64", "arm,seed,problem,direction", "nats",
      "Forward and reverse divergence from the root, over responses"),
    entry(
      "/measure/<set>/<name>", "float64", "arm,seed,…", "as it says",
      "What a probe measures, with the axes that the dataset's own attributes name"),
    entry(
      "/measure/<name>", "float64", "arm,seed,…", "as it says",
      "The same of the model alone, such as its distance from the root"),
    entry(
      "/support/<set>", "int32", "arm,seed,class", "problems",
      "Preserved, expanded, shrunk and outside"),
    entry(
      "/support_null/<set>", "float64", "arm,seed,change", "problems",
      "Problems expanded and shrunk between two evaluations of one model, expected"),
    entry(
      "/ledger", "float64", "arm,seed,phase", "FLOP",
      "Pretraining, decoding, update, reference, reward model, evaluation"),
    entry(
      "/scalars", "float64", "arm,seed,metric", "1", "Final metrics, the input of every test"),
  ]

  static let statistics: [SchemaEntry] = [
    entry(
      "/tests/{id,statement,test,verdict}", "string", "hypothesis", "1",
      "The hypothesis, the test it gets and the verdict"),
    entry(
      "/tests/{statistic,df1,df2}", "float64", "hypothesis", "1",
      "Value of the test statistic and its degrees of freedom"),
    entry(
      "/tests/{p_raw,p_adj}", "float64", "hypothesis", "probability",
      "p-value, before and after correction"),
    entry(
      "/tests/{effect,ci_lo,ci_hi,margin}", "float64", "hypothesis", "1",
      "Effect, its interval, and the smallest effect of interest, in the units of the metric"),
    entry("/tests/unit", "string", "hypothesis", "1", "Unit of the effect; empty for shares"),
    entry(
      "/tests/per_seed", "float64", "hypothesis,seed", "1",
      "The mean of every seed: what the test was made on"),
    entry(
      "/checks/{statement,found}", "string", "check", "1",
      "Controls that can fail, and what they found"),
    entry("/checks/passed", "int8", "check", "1", "1 passed, 0 failed, -1 unclear"),
    entry("/tests/effect_size", "float64", "hypothesis", "1", "Mean over deviation of seeds, d_z"),
    entry("/tests/n_seeds", "int32", "hypothesis", "seeds", "Replicates used"),
    entry("/tests/confirmatory", "int8", "hypothesis", "1", "1 if it was registered"),
    entry("/fits/group", "string", "fit", "1", "The group that was fitted; not in studies"),
    entry("/fits/{name,form,estimator,note}", "string", "fit", "1", "What was fitted, and how"),
    entry(
      "/fits/{window_lo,window_hi,ssr,aicc,bic,holdout_rmse}", "float64", "fit", "1",
      "Fitted range and goodness of fit"),
    entry("/fits/{n,k}", "int32", "fit", "1", "Points and parameters"),
    entry("/fits/identified", "int8", "fit", "1", "1 if the data determine all parameters"),
    entry(
      "/fits/{parameter,se,prof_lo,prof_hi,boot_lo,boot_hi}", "float64", "fit,slot", "1",
      "Parameters with standard errors, profile and bootstrap intervals; NaN beyond k"),
    entry("/fits/parameter_name", "string", "fit,slot", "1", "Names of the parameters"),
    entry("/points/<fit>/{x,x2,y,se}", "float64", "point", "1", "Points that were fitted"),
    entry("/fits_draws/<name>", "float32", "draw,slot", "1", "Bootstrap draws of a fit"),
    entry("/anova/factor", "string", "factor", "1", "Factors and interactions"),
    entry(
      "/anova/{ss,df,ms,F,p,eta2p,omega2,omega2_lo,omega2_hi}", "float64", "factor", "1",
      "Analysis of variance"),
  ]

  static let drawing: [SchemaEntry] = [
    entry(
      "/figures/<id>/<series>/{x,y,lo,hi}", "float64", "point", "1",
      "What a figure draws, so that plotting needs no recomputation"),
    entry("/tables/<id>/csv", "string", "", "1", "A table of the report as CSV"),
  ]
}
