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
      "study, or the command that made it from other people's files: passk, fit, compare, ppi, rank or monitor"
    ),
    entry("/@command", "string", "", "1", "The command line"),
    entry("/@seed", "string", "", "1", "Root of all randomness, a whole number of 64 bits"),
    entry(
      "/@level", "float64", "", "1", "Confidence level of the intervals; in ppi, rank and monitor"),
    entry("/@draws", "int64", "", "draws", "Bootstrap draws; in rank"),
    entry("/@study", "string", "", "1", "Identifier of the study; like the next, only in studies"),
    entry("/@scale", "string", "", "1", "smoke, quick, standard or full"),
    entry("/@status", "string", "", "1", "running until the last arm is finished, then complete"),
    entry("/@created_utc", "string", "", "1", "When the file was built, ISO 8601"),
    entry(
      "/@git_commit", "string", "", "1",
      "Commit of the repository that the program was built in, or unknown"),
    entry("/@tool_version", "string", "", "1", "Version of the program"),
    entry("/@host", "string", "", "1", "Name of the machine"),
    entry("/@system", "string", "", "1", "The operating system of the machine"),
    entry("/@threads", "int64", "", "threads", "Threads that computed"),
    entry(
      "/@cores", "int64", "", "cores",
      "Cores of the machine; only in studies, and not in older files"),
    entry(
      "/@wall_s", "float64", "", "s",
      "Clock time of the commands that made the file, of merged files together; like the last"),
    entry(
      "/@processor", "string", "", "1",
      "Processor and vector level of the kernels; only in studies, and not in older files"),
    entry(
      "/@kernels", "string", "", "1",
      "Products of training: portable, or blas with the library's version; like the last"),
    entry(
      "/@excerpt", "string", "", "1",
      "Groups that were taken from a whole file (assay export --format hdf5); only in excerpts"),
    entry(
      "/@part_of_seeds", "string", "", "1",
      "The seeds of the file that this one has some of (assay export --shard): clock time and /leaks are that file's; only in parts"
    ),
    entry("/@prereg_sha256", "string", "", "1", "SHA-256 of the text in /prereg/json"),
    entry("/@seeds_registered", "int64", "", "seeds", "Seeds fixed in the registration"),
  ]

  static let registration: [SchemaEntry] = [
    entry("/source/path", "string", "source", "1", "Files that were read; not in studies"),
    entry("/source/sha256", "string", "source", "1", "SHA-256 of each file"),
    entry("/prereg/json", "string", "", "1", "registration.json, verbatim"),
    entry("/config/yaml", "string", "", "1", "The resolved settings"),
    entry(
      "/config/plan", "string", "", "1", "The plan that was run, as YAML: an analysis needs no more"
    ),
    entry("/stages/<stage>/config", "string", "", "1", "The training <stage> of the plan as YAML"),
    entry("/answer", "string", "", "1", "What the study concludes, in words"),
    entry("/gates/set", "string", "gate", "1", "The set on which calibration checked"),
    entry("/gates/measure", "string", "gate", "1", "What calibration checked"),
    entry("/gates/value", "float64", "gate", "1", "What calibration found"),
    entry("/gates/low", "float64", "gate", "1", "The lowest value that is allowed"),
    entry("/gates/high", "float64", "gate", "1", "The highest value that is allowed"),
    entry(
      "/leaks/checked", "int64", "", "problems",
      "Training problems looked up among those of the evaluation"),
    entry(
      "/leaks/found", "int64", "", "problems",
      "Training problems that were found among those of the evaluation"),
    entry("/arms/<arm>/summary", "string", "", "1", "What the arm <arm> is"),
    entry("/axes/arm", "string", "arm", "1", "Names of the arms"),
    entry("/axes/seed", "int64", "seed", "1", "Seeds"),
    entry("/axes/region", "string", "region", "1", "Names of the regions of difficulty"),
    entry("/axes/k", "int32", "k", "samples", "Values of k of pass@k"),
    entry("/axes/metric", "string", "metric", "1", "Names of the final metrics"),
    entry(
      "/axes/change", "string", "change", "1", "What happens to support: E, expanded; S, shrunk"),
    entry(
      "/axes/class", "string", "class", "1",
      "Classes of problems: P, preserved; E, expanded; S, shrunk; O, outside"),
    entry(
      "/axes/count", "string", "count", "1",
      "What is counted: n, samples; loose and strict, right ones"),
    entry("/axes/direction", "string", "direction", "1", "Directions of a divergence"),
    entry("/axes/phase", "string", "phase", "1", "What compute was spent on"),
    entry(
      "/axes/scoring", "string", "scoring", "1",
      "Verdicts: of the answer alone, of answer and trace"),
    entry(
      "/axes/source", "string", "source", "1",
      "What a standard error is of: sampling, or sampling and problems"),
    entry("/axes/<dim>", "string", "<dim>", "1", "Labels of the axis <dim>"),
  ]

  static let problems: [SchemaEntry] = [
    entry("/problems/<set>/id", "uint64", "problem", "1", "Identifier of a problem"),
    entry(
      "/problems/<set>/problem", "uint64", "problem", "1",
      "The identifiers again, as labels of the axis problem"),
    entry(
      "/problems/<set>/name", "string", "problem", "1", "Name of a problem in other people's files"),
    entry("/problems/<set>/prompt", "string", "problem", "1", "The prompt"),
    entry("/problems/<set>/gold", "string", "problem", "1", "The reference answer"),
    entry("/problems/<set>/difficulty", "int32", "problem", "1", "Depth or level"),
    entry("/problems/<set>/cluster", "int32", "problem", "1", "Problems that belong together"),
    entry(
      "/problems/<set>/chance_loose", "float64", "problem", "probability",
      "Probability that guessing gets the answer right"),
    entry(
      "/problems/<set>/chance_strict", "float64", "problem", "probability",
      "Probability that guessing gets answer and trace right"),
  ]

  static let training: [SchemaEntry] = [
    entry("/train/<stage>/s<seed>/step", "int32", "step", "steps", "Step of a row"),
    entry("/train/<stage>/s<seed>/flops", "float64", "step", "FLOP", "Compute so far"),
    entry("/train/<stage>/s<seed>/tokens", "float64", "step", "tokens", "Tokens so far"),
    entry("/train/<stage>/s<seed>/wall_s", "float32", "step", "s", "Clock time so far"),
    entry(
      "/train/<stage>/s<seed>/wall_s_reward_<kind>", "float32", "step", "s",
      "Clock time of the reward <kind> in the step"),
    entry(
      "/train/<stage>/s<seed>/step_norm", "float64", "step", "1",
      "How far the step's updates moved the parameters, ‖Δθ‖"),
    entry("/train/<stage>/s<seed>/path", "float64", "step", "1", "The sum of step_norm so far"),
    entry(
      "/train/<stage>/s<seed>/acc_loose", "float64", "step", "1",
      "Share of completions with the right answer"),
    entry(
      "/train/<stage>/s<seed>/acc_strict", "float64", "step", "1",
      "Share of completions with the right answer and a right trace"),
    entry(
      "/train/<stage>/s<seed>/adv_std", "float64", "step", "1",
      "Root mean square of the advantages of tokens"),
    entry(
      "/train/<stage>/s<seed>/approx_kl", "float64", "step", "1",
      "KL divergence from the policy before the updates of a batch, estimated by k3, nats a token"),
    entry(
      "/train/<stage>/s<seed>/approx_kl_k1", "float64", "step", "1",
      "KL divergence from the policy before the updates of a batch, estimated by k1, nats a token"),
    entry(
      "/train/<stage>/s<seed>/clip_frac", "float64", "step", "1",
      "Share of tokens at which the clip binds, on either side"),
    entry(
      "/train/<stage>/s<seed>/clip_frac_high", "float64", "step", "1",
      "Share of tokens at which the upper clip binds"),
    entry(
      "/train/<stage>/s<seed>/clip_frac_low", "float64", "step", "1",
      "Share of tokens at which the lower clip binds"),
    entry(
      "/train/<stage>/s<seed>/completions_drawn", "float64", "step", "1",
      "Completions that the policy wrote in the step"),
    entry(
      "/train/<stage>/s<seed>/completions_learned", "float64", "step", "1",
      "Completions of the step that a credit other than 0 teaches from"),
    entry(
      "/train/<stage>/s<seed>/entropy", "float64", "step", "1",
      "Mean entropy of the policy at temperature 1, nats a token"),
    entry(
      "/train/<stage>/s<seed>/ess", "float64", "step", "1",
      "Effective share of tokens if sampler and trainer differ, 1 if they agree"),
    entry(
      "/train/<stage>/s<seed>/explained_variance", "float64", "step", "1",
      "Share of the variance of returns that the critic explains"),
    entry(
      "/train/<stage>/s<seed>/grad_norm", "float64", "step", "1",
      "Norm of the gradient before clipping"),
    entry(
      "/train/<stage>/s<seed>/kl", "float64", "step", "1",
      "KL divergence from the reference, estimated by k3, nats a token"),
    entry(
      "/train/<stage>/s<seed>/len_mean", "float64", "step", "1",
      "Mean length of a completion, tokens"),
    entry(
      "/train/<stage>/s<seed>/len_right", "float64", "step", "1",
      "Mean length of a strictly right completion, tokens"),
    entry(
      "/train/<stage>/s<seed>/len_wrong", "float64", "step", "1",
      "Mean length of a completion that is not strictly right, tokens"),
    entry("/train/<stage>/s<seed>/loss", "float64", "step", "1", "Loss of the step"),
    entry("/train/<stage>/s<seed>/lr", "float64", "step", "1", "Learning rate"),
    entry(
      "/train/<stage>/s<seed>/mismatch", "float64", "step", "1",
      "Largest difference of log-probabilities of sampler and trainer, nats"),
    entry(
      "/train/<stage>/s<seed>/mismatch_mean", "float64", "step", "1",
      "Mean difference of log-probabilities of sampler and trainer, nats"),
    entry(
      "/train/<stage>/s<seed>/parse_rate", "float64", "step", "1",
      "Share of completions that can be parsed"),
    entry(
      "/train/<stage>/s<seed>/ratio_max", "float64", "step", "1",
      "Largest ratio to the policy before the updates of a batch"),
    entry(
      "/train/<stage>/s<seed>/repetitive", "float64", "step", "1",
      "Share of completions that were cut off because they repeat themselves"),
    entry(
      "/train/<stage>/s<seed>/reward_agreement", "float64", "step", "1",
      "Probability that a strictly right completion has a higher reward than a wrong one of its group"
    ),
    entry("/train/<stage>/s<seed>/reward_mean", "float64", "step", "1", "Mean reward"),
    entry(
      "/train/<stage>/s<seed>/reward_std", "float64", "step", "1", "Standard deviation of rewards"),
    entry(
      "/train/<stage>/s<seed>/reward_<part>", "float64", "step", "1",
      "Mean of a part of the reward, before weights: <part>"),
    entry(
      "/train/<stage>/s<seed>/reward_<part>_std", "float64", "step", "1",
      "Standard deviation of a part of the reward, before weights: <part>"),
    entry(
      "/train/<stage>/s<seed>/staleness_max", "float64", "step", "1",
      "Most updates between sampling and training"),
    entry(
      "/train/<stage>/s<seed>/staleness_mean", "float64", "step", "1",
      "Mean number of updates between sampling and training"),
    entry(
      "/train/<stage>/s<seed>/truncated", "float64", "step", "1",
      "Share of completions that the cap cut off"),
    entry(
      "/train/<stage>/s<seed>/turns", "float64", "step", "1",
      "Mean number of turns of a conversation"),
    entry(
      "/train/<stage>/s<seed>/unscored", "float64", "step", "1",
      "Share of completions without a reward"),
    entry(
      "/train/<stage>/s<seed>/zero_var_frac", "float64", "step", "1",
      "Share of groups whose rewards are all the same"),
    entry(
      "/train/<stage>/s<seed>/<metric>", "float64", "step", "1",
      "The metric <metric> of the loop, under the name that metrics.jsonl has; see Training"),
  ]

  static let evaluation: [SchemaEntry] = [
    entry(
      "/eval/<set>/counts", "int32", "arm,seed,problem,count", "samples",
      "n, c_loose and c_strict at the end of training; -1 is missing"),
    entry(
      "/eval/<set>/parse", "int32", "arm,seed,problem", "samples", "Samples that can be parsed"),
    entry(
      "/eval/<set>/trace_error", "int32", "arm,seed,problem", "samples",
      "Samples with the right answer and a wrong trace"),
    entry(
      "/eval/<set>/truncated", "int32", "arm,seed,problem", "samples",
      "Samples cut off by the cap; -1 where not evaluated"),
    entry(
      "/eval/<set>/distinct_strict", "int32", "arm,seed,problem", "samples",
      "Distinct strictly right responses; -1 where not evaluated"),
    entry("/eval/<set>/entropy", "float64", "arm,seed", "nats", "Mean entropy of sampled tokens"),
    entry("/eval/<set>/length", "float64", "arm,seed", "tokens", "Mean length of a response"),
    entry(
      "/eval/<set>/passk", "float64", "arm,seed,scoring,k", "probability",
      "Unbiased pass@k, loose then strict"),
    entry(
      "/eval/<set>/passk_se", "float64", "arm,seed,scoring,k,source", "probability",
      "Standard error of pass@k: of sampling; of sampling and problems"),
    entry("/eval/<set>/samples/<arm>/seed", "int32", "sample", "1", "Seed of a kept sample"),
    entry(
      "/eval/<set>/samples/<arm>/problem", "uint64", "sample", "1",
      "Identifier of the problem of a kept sample"),
    entry("/eval/<set>/samples/<arm>/text", "string", "sample", "1", "The completion"),
    entry("/eval/<set>/samples/<arm>/loose", "int8", "sample", "1", "1 if the answer is right"),
    entry(
      "/eval/<set>/samples/<arm>/strict", "int8", "sample", "1", "1 if answer and trace are right"),
    entry(
      "/eval/<set>/samples/<arm>/process", "float32", "sample", "fraction",
      "Share of the steps that are right"),
    entry(
      "/kl/<set>", "float64", "arm,seed,problem,direction", "nats",
      "Forward and reverse divergence from the root, over responses"),
    entry(
      "/measure/<set>/<name>", "float64", "arm,seed,…", "as it says",
      "What a probe measures, with the axes that the dataset's own attributes name"),
    entry(
      "/measure/<name>", "float64", "arm,seed,…", "as it says",
      "What a probe measures of the model alone, such as its distance from the root"),
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
    entry("/tests/id", "string", "hypothesis", "1", "Name of the hypothesis"),
    entry("/tests/statement", "string", "hypothesis", "1", "The hypothesis"),
    entry("/tests/test", "string", "hypothesis", "1", "The test it gets"),
    entry("/tests/verdict", "string", "hypothesis", "1", "The verdict"),
    entry("/tests/statistic", "float64", "hypothesis", "1", "Value of the test statistic"),
    entry(
      "/tests/df1", "float64", "hypothesis", "1",
      "Degrees of freedom of the test, of the numerator for F"),
    entry(
      "/tests/df2", "float64", "hypothesis", "1", "Degrees of freedom of the denominator for F"),
    entry("/tests/p_raw", "float64", "hypothesis", "probability", "p-value before correction"),
    entry("/tests/p_adj", "float64", "hypothesis", "probability", "p-value after correction"),
    entry("/tests/effect", "float64", "hypothesis", "1", "Effect, in the units of the metric"),
    entry("/tests/ci_lo", "float64", "hypothesis", "1", "Lower end of the interval of the effect"),
    entry("/tests/ci_hi", "float64", "hypothesis", "1", "Upper end of the interval of the effect"),
    entry(
      "/tests/margin", "float64", "hypothesis", "1",
      "Smallest effect of interest, in the units of the metric"),
    entry("/tests/unit", "string", "hypothesis", "1", "Unit of the effect; empty for shares"),
    entry(
      "/tests/per_seed", "float64", "hypothesis,seed", "1",
      "The mean of every seed: what the test was made on"),
    entry("/checks/statement", "string", "check", "1", "Controls that can fail"),
    entry("/checks/found", "string", "check", "1", "What the controls found"),
    entry("/checks/passed", "int8", "check", "1", "1 passed, 0 failed, -1 unclear"),
    entry("/tests/effect_size", "float64", "hypothesis", "1", "Mean over deviation of seeds, d_z"),
    entry("/tests/n_seeds", "int32", "hypothesis", "seeds", "Replicates used"),
    entry("/tests/confirmatory", "int8", "hypothesis", "1", "1 if it was registered"),
    entry("/fits/group", "string", "fit", "1", "The group that was fitted; not in studies"),
    entry("/fits/name", "string", "fit", "1", "The law that was fitted"),
    entry("/fits/form", "string", "fit", "1", "The equation of the law that was fitted"),
    entry("/fits/estimator", "string", "fit", "1", "How the law was fitted"),
    entry("/fits/note", "string", "fit", "1", "What to know about the fit"),
    entry("/fits/window_lo", "float64", "fit", "1", "Smallest x that was fitted"),
    entry("/fits/window_hi", "float64", "fit", "1", "Largest x that was fitted"),
    entry("/fits/ssr", "float64", "fit", "1", "Sum of squared residuals"),
    entry("/fits/aicc", "float64", "fit", "1", "Corrected Akaike criterion"),
    entry("/fits/bic", "float64", "fit", "1", "Bayesian criterion"),
    entry("/fits/holdout_rmse", "float64", "fit", "1", "Error of predicting points held out"),
    entry("/fits/n", "int32", "fit", "1", "Points that were fitted"),
    entry("/fits/k", "int32", "fit", "1", "Parameters that were fitted"),
    entry("/fits/identified", "int8", "fit", "1", "1 if the data determine all parameters"),
    entry(
      "/fits/parameter", "float64", "fit,slot", "1",
      "Estimates of the parameters; NaN beyond k, here and below"),
    entry("/fits/se", "float64", "fit,slot", "1", "Standard errors of the parameters"),
    entry(
      "/fits/prof_lo", "float64", "fit,slot", "1", "Lower ends of the parameters' profile intervals"
    ),
    entry(
      "/fits/prof_hi", "float64", "fit,slot", "1", "Upper ends of the parameters' profile intervals"
    ),
    entry(
      "/fits/boot_lo", "float64", "fit,slot", "1",
      "Lower ends of the parameters' bootstrap intervals"),
    entry(
      "/fits/boot_hi", "float64", "fit,slot", "1",
      "Upper ends of the parameters' bootstrap intervals"),
    entry("/fits/parameter_name", "string", "fit,slot", "1", "Names of the parameters"),
    entry(
      "/points/<fit>/x", "float64", "point", "1", "The variable of the points that were fitted"),
    entry(
      "/points/<fit>/x2", "float64", "point", "1",
      "The second variable of the points that were fitted"),
    entry(
      "/points/<fit>/y", "float64", "point", "1", "The response of the points that were fitted"),
    entry("/points/<fit>/se", "float64", "point", "1", "The standard error of the response"),
    entry("/fits_draws/<name>", "float32", "draw,slot", "1", "Bootstrap draws of the fit <name>"),
    entry("/anova/factor", "string", "factor", "1", "Factors and interactions"),
    entry("/anova/ss", "float64", "factor", "1", "Sum of squares"),
    entry("/anova/df", "float64", "factor", "1", "Degrees of freedom"),
    entry("/anova/ms", "float64", "factor", "1", "Mean square"),
    entry("/anova/F", "float64", "factor", "1", "F statistic"),
    entry("/anova/p", "float64", "factor", "1", "p-value"),
    entry("/anova/eta2p", "float64", "factor", "1", "Partial eta squared"),
    entry("/anova/omega2", "float64", "factor", "1", "Omega squared"),
    entry(
      "/anova/omega2_lo", "float64", "factor", "1", "Lower end of the interval of omega squared"),
    entry(
      "/anova/omega2_hi", "float64", "factor", "1", "Upper end of the interval of omega squared"),
  ]

  static let reports: [SchemaEntry] = [
    entry("/notes", "string", "note", "1", "What to know before quoting ppi, rank or monitor"),
    entry("/judge/human", "string", "", "1", "The column of human labels"),
    entry("/judge/judge", "string", "", "1", "The column of the judge's scores"),
    entry("/judge/interval", "string", "", "1", "Whose quantile intervals have: student or normal"),
    entry("/judge/labels", "int64", "", "rows", "Rows with a human label"),
    entry("/judge/others", "int64", "", "rows", "Rows with the judge alone"),
    entry(
      "/judge/clusters", "int64", "", "clusters",
      "Clusters with labels; -1 where rows are no clusters"),
    entry("/judge/mean_labeled", "float64", "", "1", "The judge's mean over rows with a label"),
    entry(
      "/judge/mean_others", "float64", "", "1",
      "The judge's mean over rows without a label; NaN where they are not used"),
    entry(
      "/judge/mean_known", "float64", "", "1",
      "The judge's mean over all problems as it was given; NaN where it was not"),
    entry(
      "/judge/method", "string", "method", "1",
      "How the mean was estimated; the last is the one to quote"),
    entry(
      "/judge/weight", "float64", "method", "1",
      "The weight of the judge's scores: lambda, or the coefficient of a control variate"),
    entry("/judge/mean", "float64", "method", "1", "The mean, in the units of the labels"),
    entry("/judge/se", "float64", "method", "1", "Standard error of the mean"),
    entry("/judge/ci_lo", "float64", "method", "1", "Lower end of the interval of the mean"),
    entry("/judge/ci_hi", "float64", "method", "1", "Upper end of the interval of the mean"),
    entry(
      "/judge/df", "float64", "method", "1", "Degrees of freedom; NaN for the normal quantile"),
    entry(
      "/judge/effective_labels", "float64", "method", "labels",
      "Human labels alone that would have this standard error; NaN without spread"),
    entry("/ranks/basis", "string", "", "1", "scores or comparisons"),
    entry("/ranks/problems", "int64", "", "problems", "Problems; -1 where they are not known"),
    entry("/ranks/comparisons", "int64", "", "comparisons", "Comparisons; -1 for scores"),
    entry("/ranks/ties", "int64", "", "comparisons", "Comparisons that are ties; -1 for scores"),
    entry("/ranks/model", "string", "model", "1", "Names of the models, best first"),
    entry(
      "/ranks/rank", "int32", "model", "1", "The rank from 1; equal models share the best of theirs"
    ),
    entry(
      "/ranks/rank_lo", "int32", "model", "1",
      "The better end of the rank over draws; -1 is missing"),
    entry(
      "/ranks/rank_hi", "int32", "model", "1", "The worse end of the rank over draws; -1 is missing"
    ),
    entry(
      "/ranks/possible_lo", "int32", "model", "1",
      "The best rank that the differences leave possible; -1 for comparisons"),
    entry(
      "/ranks/possible_hi", "int32", "model", "1",
      "The worst rank that the differences leave possible; -1 for comparisons"),
    entry(
      "/ranks/best", "float64", "model", "fraction", "Share of draws in which the model was best"),
    entry(
      "/ranks/mean", "float64", "model", "1", "Mean over problems, in the units of the scores"),
    entry("/ranks/ci_lo", "float64", "model", "1", "Lower end of the interval of a model's mean"),
    entry("/ranks/ci_hi", "float64", "model", "1", "Upper end of the interval of a model's mean"),
    entry(
      "/ranks/wins", "float64", "model", "comparisons", "Comparisons that were won, ties as halves"),
    entry(
      "/ranks/losses", "float64", "model", "comparisons",
      "Comparisons that were lost, ties as halves"),
    entry(
      "/ranks/rating", "float64", "model", "Elo points",
      "The Bradley–Terry rating; only differences mean something"),
    entry(
      "/ranks/rating_lo", "float64", "model", "Elo points", "Lower end of the rating's interval"),
    entry(
      "/ranks/rating_hi", "float64", "model", "Elo points", "Upper end of the rating's interval"),
    entry("/monitor/value", "string", "", "1", "The column of values that was followed"),
    entry("/monitor/low", "float64", "", "1", "The smallest value that there can be"),
    entry("/monitor/high", "float64", "", "1", "The largest value that there can be"),
    entry(
      "/monitor/arm", "string", "series", "1",
      "The arm that was followed; empty for the mean of a column"),
    entry("/monitor/baseline", "string", "series", "1", "What the arm is compared with"),
    entry("/monitor/count", "int64", "series", "rows", "Values, or pairs of rows"),
    entry("/monitor/unpaired", "int64", "series", "rows", "Rows of the two arms without a partner"),
    entry(
      "/monitor/threshold", "float64", "series", "1",
      "The mean that is waited for to be excluded; NaN for none"),
    entry(
      "/monitor/excluded_at", "int64", "series", "rows",
      "The first n after which it was; -1 if it never was"),
    entry(
      "/monitor/excluded_line", "int64", "series", "1",
      "The line of the file on which that was; -1 if it never was"),
    entry(
      "/monitor/p", "float64", "series", "probability",
      "p-value of the threshold, which holds at any n"),
    entry("/monitor/<series>/n", "int64", "n", "rows", "Values, or pairs, so far: 1, 2, 5, 10, …"),
    entry(
      "/monitor/<series>/mean", "float64", "n", "1", "Their mean, in the units of the values"),
    entry(
      "/monitor/<series>/ci_lo", "float64", "n", "1",
      "Lower end of the interval that holds at any n; NaN where no mean is left"),
    entry(
      "/monitor/<series>/ci_hi", "float64", "n", "1",
      "Upper end of the interval that holds at any n; NaN where no mean is left"),
  ]

  static let drawing: [SchemaEntry] = [
    entry(
      "/figures/<id>/<series>/x", "float64", "point", "1", "What a figure draws: horizontal places"),
    entry("/figures/<id>/<series>/y", "float64", "point", "1", "What a figure draws: heights"),
    entry(
      "/figures/<id>/<series>/lo", "float64", "point", "1",
      "What a figure draws: lower ends of a band or bars"),
    entry(
      "/figures/<id>/<series>/hi", "float64", "point", "1",
      "What a figure draws: upper ends of a band or bars"),
    entry("/tables/<id>/csv", "string", "", "1", "A table of the report as CSV"),
  ]
}
