// swift-format-ignore-file
// Made by .ci/make-formulas.

/// Pages of statistics.
enum StatisticPages {
  /// The comment, by the name of the type.
  static let byType: [String: String] = [
    "BestOfN": #"""
    Over-optimization of a proxy reward by best-of-n sampling.

    ```
    R = d·(α − β·d),   d = √KL(π‖π_init);   peak at d = α/2β of height α²/4β
    ```

    R is the gold reward above that of the initial policy. Solved exactly by linear least squares.

    - Source: Gao et al. 2022, arXiv:2210.10760, section 1.
    - Deviation: none.
    - Not for: samples of a policy that was trained, which `OverOptimization` is about; d far beyond the
      points, where the parabola falls without end.
    """#,
    "Chinchilla": #"""
    The loss of a language model of N parameters trained on D tokens.

    ```
    L(N, D) = E + A/N^α + B/D^β,   fitted as ln L = LSE(ln A − α ln N, ln B − β ln D, ln E)
    ```

    The *sum* of Huber's loss of the residuals of ln L with threshold 10⁻³ is minimized, from many starts.
    The published standard errors are those of a bootstrap over runs. The optimal exponent of N in compute
    is β/(α + β).

    - Source: Hoffmann et al. 2022, arXiv:2203.15556, eq. 3 and appendix D.2; Besiroglu et al. 2024,
      arXiv:2404.10102 (the sum, and the bootstrap).
    - Deviation: starts lie on a grid of (α, β) with the linear rest solved, instead of a grid of all five.
    - Not for: runs that repeat their data or were not taken to the end of their schedule; N and D in one
      fixed proportion, which leave α and β unidentified.
    """#,
    "CurveFitter": #"""
    How a law is fitted to points, with three kinds of intervals.

    ```
    Wald:       θ̂ ± t·SE in the coordinates of the fit
    profile:    all θ with (SSR(θ) − SSR)/s² ≤ t², the other parameters fitted again
    bootstrap:  refits to replicates, points or residuals drawn again; studentized with least squares
    ```

    Wald and profile intervals, and bootstraps of points or residuals, take points as independent. In simulations of 12
    independent points, "95 %" of Wald and profile covered 94 %, of the studentized bootstrap of residuals 94 %, of points
    93 %. With 8 replicates that each have an offset of their own the bootstrap of replicates covered 94 %, Wald 52 %; with
    5, 4, 3 and 2 replicates the bootstrap covered 95, 96, 82 and 51 %.

    - Source: Bates and Watts 1988, Nonlinear Regression Analysis, chapter 2 (Wald), 6 (profile); Davison and Hinkley 1997,
      Bootstrap Methods, section 2.4 (studentized).
    - Deviation: none.
    - Not for: Wald and profile intervals of a single training curve, whose points depend on one another; fewer than four
      replicates, for any of them; parameters of a fit that says "not identified".
    """#,
    "EntropyLaw": #"""
    The entropy law: reward is bought with policy entropy.

    ```
    R = b − a·e^H,   H in nats;   ceiling b − a at H = 0
    ```

    Solved exactly by linear least squares.

    - Source: Cui et al. 2025, arXiv:2505.22617, abstract.
    - Deviation: none.
    - Not for: runs whose entropy is held up by a bonus, a target or a wider clip: the law was seen where
      entropy falls unhindered. A ceiling read far from H = 0 is an extrapolation.
    """#,
    "ExponentiatedPower": #"""
    The exponentiated power law of pass@k.

    ```
    S(k) = exp(a·k^b),   a < 0, b < 0
    ```

    The three estimators in use give different numbers, so the one used is always named:

    | estimator | least squares on |
    | --- | --- |
    | `log` | ln S (the default) |
    | `linear` | S |
    | `line` | ln(−ln S), a straight line in ln k |

    Which k there are is part of the estimator too.

    - Source: Brown et al. 2024, arXiv:2407.21787, section 3.
    - Deviation: none.
    - Not for: sets with problems that cannot be solved, as S tends to 1; intervals from the points of one
      pass@k curve, which come from the same samples and depend on one another.
    """#,
    "LogLinear": #"""
    A straight line in the logarithm of x.

    ```
    y = a + b·ln x
    ```

    Solved exactly by linear least squares. It has no ceiling, so nothing can be said about one.

    - Source: the limit B → 0 of `PowerLaw`; as a rival of the sigmoid Khatri et al. 2025,
      arXiv:2510.13786, section 3.
    - Deviation: none.
    - Not for: shares and accuracies over a range in which their ceiling shows; x = 0.
    """#,
    "OverOptimization": #"""
    Over-optimization of a proxy reward by reinforcement learning.

    ```
    R = d·(α − β·ln d),   d = √KL(π‖π_init);   peak at d = e^(α/β − 1) of height β·e^(α/β − 1)
    ```

    R is the gold reward above that of the initial policy, 0 at d = 0. Solved exactly by linear least
    squares.

    - Source: Gao et al. 2022, arXiv:2210.10760, section 1.
    - Deviation: none.
    - Not for: best-of-n, which `BestOfN` is about; a divergence from another policy than the one that
      training began with.
    """#,
    "PowerLaw": #"""
    A power law that approaches a constant.

    ```
    y = A − D·x^(−B),   B > 0
    ```

    With D > 0 it rises to the ceiling A; with D < 0 it falls to the floor A, as losses and error rates do
    (`E + a·N^(−α)` is A = E, D = −a, B = α). As B → 0 it becomes the log-linear law, and A says nothing.

    - Source: Hestness et al. 2017, arXiv:1712.00409, section 3; as a rival of the sigmoid Khatri et al. 2025,
      arXiv:2510.13786, section 3.
    - Deviation: either sign of D.
    - Not for: a ceiling from points that still lie on a straight line in ln x: A and B trade off, and the fit
      says "not identified".
    """#,
    "Sigmoid": #"""
    The sigmoid in compute: performance rises from R0 to the ceiling A.

    ```
    R(C) = R0 + (A − R0)/(1 + (Cmid/C)^B),   0 < A ≤ 1, B > 0, Cmid > 0
    ```

    R0 is what is measured at C = 0 and is not fitted, unless there is no such point. Fitted in
    (logit A, ln B, ln Cmid). A curve that falls has its floor in A.

    - Source: Khatri et al. 2025, arXiv:2510.13786, eq. 1.
    - Deviation: Levenberg–Marquardt instead of the published grid, which is `SigmoidGrid`.
    - Not for: curves that have not begun to bend, whose ceiling is not identified; curves that rise and fall
      again.
    """#,
    "SigmoidGrid": #"""
    The published way of fitting the sigmoid, as a cross-check of `Sigmoid`.

    A and Cmid run over a grid. For each pair B is fitted to the straight line
    `ln[(R − R0)/(A − R)] = B·ln C − B·ln Cmid` in the sense of least squares on R, and the pair with the
    least sum of squares is kept.

    - Source: Khatri et al. 2025, arXiv:2510.13786, appendix (A over 0.450, 0.455, …, 0.800; Cmid over 100
      equally spaced values).
    - Deviation: none; B is found by golden-section search on ln B.
    - Not for: intervals; ceilings outside the grid, where the answer is the grid's edge.

    fit
      Fits.

      - Parameters:
        - data: points with x above 0.
        - r0: the value at x = 0.
        - ceilings: the grid of A.
        - middles: the grid of Cmid.
      - Precondition: both grids and the data have elements.
    """#,
    "Anova": #"""
    Analysis of variance of factorial designs, balanced or not, with or without a block.

    Sums of squares are of type III: what the residual sum of squares rises by when a term is left out of the
    full model with effect coding (levels as columns of 1, 0 and −1 that add up to 0). In balanced data
    these are the usual sums. A block, such as the seed of paired runs, enters as a main effect only, so that
    the error is the interaction with it.

    - Source: Yates 1934, JASA 29(185), 51–66 (weighted squares of means); Searle 1971, Linear Models, 8.2.
    - Not for: shares near 0 or 1 as they are (take `logits` beside them); cells of different size with
      different spread, where F errs to either side; repeated runs of one seed without `block`.

    factorial
      Analyzes measurements.

      ```
      F = (SS/df)/MSE,   partial η² = SS/(SS + SSE),   ω² = (SS − df·MSE)/(SST + MSE)
      ```

      The interval of ω² comes from those noncentralities λ that F does not reject, as
      `λ/(λ + df + (SST − SS)/MSE + 1)`, the other terms held at what was observed. For one factor its
      coverage is exact.

      - Parameters:
        - response: the measurements, `[N]`.
        - factors: their levels.
        - block: a factor without interactions, such as the seed.
        - order: the largest number of factors in an interaction; `nil` for all of them.
        - level: the confidence level of the ω² intervals.
      - Throws: `StatisticsError.notIdentified` if a factor has one level, a combination of levels that a term
        needs has no measurement, or nothing is left for the error.
      - Precondition: all factors have `[N]` levels; measurements are finite.
      - Deviation: a residual spread below 1e-12 of the largest measurement is taken as 0; F is then the
        largest finite number.

    interaction
      The interaction contrast of a 2×2 design, `(ȳ₁₁ − ȳ₁₀) − (ȳ₀₁ − ȳ₀₀)`, and its t test.

      ```
      SE = √(MSE·Σ 1/n_cell)
      ```

      - Parameter table: the analysis that MSE comes from.
      - Returns: the contrast with Student's interval, and the test.
      - Precondition: both factors have two levels, and every cell a measurement.
      - Source: Fisher 1935, The Design of Experiments, chapter 6.

    logits
      Fractions on the logit scale, where effects near 0 and 1 are not squeezed.

      ```
      ln(x/(1 − x)),   x clipped to [0.5/n, 1 − 0.5/n]
      ```

      An interaction that is significant on one scale only depends on the scale: report both.

      - Parameter n: the number of trials behind each fraction.
      - Precondition: fractions in [0, 1] and `n ≥ 1`.
    """#,
    "FractionalFactorial": #"""
    A two-level design in 2^(k−p) runs, with what is confounded with what.

    Factors are letters from A. The first k−p are crossed in standard order, A changing fastest; each generator
    such as `D=ABC` sets one more factor to a product of those.

    - Source: Box and Hunter 1961, Technometrics 3(3), 311–351.
    - Not for: questions about interactions in designs that confound them with main effects (resolution III);
      look at the aliases before the runs.
    """#,
    "Lenth": #"""
    Which effects stand out of an unreplicated design.

    - Not for: designs in which half of the effects or more are active, as PSE is then too large and nothing
      stands out; designs with replicates, which have an error of their own (`Anova`).

    pseudoStandardError
      The pseudo standard error of effects most of which are null.

      ```
      s₀ = 1.5·median|c|,   PSE = 1.5·median{|c| : |c| < 2.5·s₀}
      ```

      - Precondition: at least one finite effect.
      - Source: Lenth 1989, Technometrics 31(4), 469–473, eq. 1–2.

    marginOfError
      The margin beyond which one effect stands out, `t_{(1+level)/2, m/3}·PSE`, for m effects.

      - Source: Lenth 1989, eq. 3.
    """#,
    "Aggregates": #"""
    Summaries over several tasks with several runs each, `[task][run]`.

    - Source: Agarwal et al. 2021, arXiv:2108.13264, section 4.
    - Not for: scores on different scales, which are to be normalized first; tasks at which a method fails
      altogether, which the interquartile mean leaves out by design.

    interquartileMean
      The interquartile mean: the mean of the middle half of all scores, pooled.

      ⌊N/4⌋ scores are dropped at each end.

      - Precondition: at least one score, all finite.
      - Deviation: none; equal to scipy's `trim_mean(x, 0.25)`.

    median
      The median over tasks of the mean over runs; of an even number of tasks the mean of the middle two.

      - Precondition: at least one task, each with at least one run, all scores finite.
      - Deviation: none; equal to rliable's `aggregate_median`.

    optimalityGap
      The optimality gap `γ − mean(min(x, γ))`: by how much scores fall short of γ on average.

      - Precondition: at least one score, all finite.
      - Deviation: none.

    probabilityOfImprovement
      The probability that a run of the first beats a run of the second, ties counted half: a mean over tasks.

      - Precondition: the same tasks on both sides, each with at least one run.
      - Deviation: none.

    performanceProfile
      The performance profile: for each threshold, the share of runs above it, a mean over tasks.

      - Precondition: at least one task, each with at least one run.
      - Deviation: none.
    """#,
    "StratifiedBootstrap": #"""
    Intervals of aggregates: runs drawn again with replacement within each task, tasks held fixed.

    It says how much the aggregate would move with other runs of the same tasks; with few runs it is too
    narrow (with 5 runs, "95 %" of the mean of one task covers about 83 %).

    - Source: Agarwal et al. 2021, arXiv:2108.13264, section 4.1.
    - Deviation: none; percentile intervals.
    - Not for: few runs a task (see above: five cover 83 %); claims about other tasks, which are held fixed.

    estimates
      The values of several statistics and their intervals, all from the same draws.

      - Parameters:
        - tables: the scores of each arm, `[arm][task][run]`; tasks and arms may have different numbers of
          runs, and are drawn independently.
        - draws: the number of bootstrap draws.
        - level: the confidence level.
        - stream: where runs are drawn from.
        - statistics: as many numbers each time it is called.
      - Returns: one estimate a statistic; the standard error is that of the draws.
      - Precondition: every task has a run; `draws ≥ 2`; `level` in (0, 1).

    estimate
      One statistic of one arm.
    """#,
    "ClusteredInterval": #"""
    Student's interval for the mean of scores that come in clusters, such as problems of one template.

    With C clusters and the residual sums u_c = Σ_{i∈c} (s_i − s̄):

    ```
    SE² = C/(C − 1) · Σ_c u_c² / n²,   s̄ ± t_{(1+level)/2, C−1} · SE
    ```

    Clusters of one give Student's interval over the scores, equal clusters that over the clusters' means. Scores that are all the same
    give an interval of width 0, which is no certainty; `bound` says what can be said then. In simulations of normal scores with half of
    their variance between clusters, "95 %" covered 95 % with 8 and with 20 equal clusters of 4, and 93 % with 8 clusters of 1 to 8
    scores.

    - Source: Liang and Zeger 1986, Biometrika 73(1), 13–22 (the variance); Cameron and Miller 2015, J. Human Resources 50(2), section
      VI (C/(C − 1), and t with C − 1 degrees of freedom).
    - Deviation: none.
    - Not for: one cluster; claims about training again.

    interval
      The mean of the scores with its clustered standard error and interval.

      - Parameters:
        - scores: one a problem, or a difference of two models on it, `[n]`.
        - clusters: the cluster of each, `[n]`.
        - level: the confidence level.
      - Returns: `nil` for fewer than two clusters.
      - Precondition: as many clusters as scores, at least one, all finite; `level` in (0, 1).

    difference
      The difference of the means of two sets of other problems, first less second.

      ```
      SE² = SE_a² + SE_b²,   ν = SE⁴/(SE_a⁴/(C_a − 1) + SE_b⁴/(C_b − 1))
      ```

      - Returns: `nil` where a side has fewer than two clusters, or neither has any spread.
      - Precondition: as for `interval(_:clusters:level:)`, of both sides.
      - Source: Welch 1947, Biometrika 34(1–2), 28–35, of clustered errors.

    sums
      The sum of the scores of each cluster, in the order in which clusters first occur.

      - Precondition: as many clusters as scores.

    bound
      How far from 0 the mean of numbers from −1 to 1 can be if none of C clusters has shown one that is not 0.

      A cluster differs from 0 with a probability of at least the absolute mean, so that the upper end of Clopper and Pearson's interval
      for 0 of C bounds it.

      - Precondition: `clusters ≥ 1` and `level` in (0, 1).
      - Source: Clopper and Pearson 1934, Biometrika 26(4), 404–413.
    """#,
    "ConfidenceSequence": #"""
    A confidence sequence for the mean of bounded values: intervals that hold at every n at once, however one stops.

    For a candidate mean m and values x_i in [0, 1], two gamblers bet that the mean is above or below m:

    ```
    K±_n(m) = Π_{i≤n} (1 ± λ±_i·(x_i − m)),   λ+_i = min(λ_i, c/m),   λ−_i = min(λ_i, c/(1 − m)),   c = ½
    λ_i = √(2·ln(2/α)/(σ²_{i−1}·i·ln(i + 1))),   μ_i = (½ + Σ_{j≤i} x_j)/(i + 1)
    σ²_i = (¼ + Σ_{j≤i} (x_j − μ_j)²)/(i + 1),   σ²_0 = ¼
    C_n = {m : max(K+_s(m), K−_s(m))/2 < 1/α for all s ≤ n}
    ```

    With the true mean neither capital is expected to grow, so that it ever reaches 2/α has a probability of at most α/2
    (Ville). So looking after every value, and stopping when it looks good, costs nothing; for a fixed n the interval is
    wider than one made for that n alone. In 2000 simulations of 2000 values a "95 %" sequence missed the
    mean at some n in 3, 3 and 1 % with right answers in 50, 10 and 1 % of rows and in 4 % with uniform values; Student-like
    intervals, looked at after every value from the 30th on, did so in 46, 53, 80 and 48 %.

    Assumes: each value has the same mean given those before it, such as independent draws in random order.

    - Not for: rows that are sorted; a mean that drifts (C_n may then become empty, which says so); values whose bounds are only
      those that were seen; one look at an n that was fixed before, for which Student's interval is narrower.
    - Source: Waudby-Smith and Ramdas 2024, JRSS B 86(1), 1–27, arXiv:2010.09686, theorem 3 and eq. 24 to 26 (the hedged
      capital process and its bets); Ville 1939.
    - Deviation: the ends are found by bisection, as K+ falls and K− rises in m, and not on a grid; C_n is the running
      intersection.
    """#,
    "ControlVariate": #"""
    A mean of scores, corrected by other scores of the same rows whose mean is known: a control variate.

    Scores y and the known ones x of n rows, whose mean over all rows there are is μ:

    ```
    θ = mean(y) − β·(mean(x) − μ),   β = Σ(x − x̄)(y − ȳ)/S_x,   S_x = Σ(x − x̄)²
    SE² = s²·(1/n + (x̄ − μ)²/S_x),   s² = Σ(residuals of the line)²/(n − 2);   t with n − 2 degrees of freedom
    ```

    It is the height at μ of the straight line through the points. With correlation ρ it is worth 1/(1 − ρ²) times as many
    rows. In 4000 simulations of right or wrong answers with a cheaper model that agrees in 85 % of them, "95 %" covered 77,
    92, 96 and 95 % with 10, 20, 50 and 100 rows.

    Assumes: the n rows are drawn at random from all, and μ is known without error, such as the mean of a small model on a
    whole benchmark. Where μ comes from more rows of a sample, its error counts: `PredictionPowered` is this estimator with
    that error in it.

    - Not for: a mean μ that was estimated from few rows; a score that hardly goes with the value, which then costs a degree of
      freedom and gains nothing.
    - Source: Lavenberg and Welch 1981, Management Science 27(3), 322–335 (the interval); Cochran 1977, Sampling
      Techniques, section 7.3 (the regression estimator); for judges of models Zhou et al. 2025, arXiv:2502.10563.
    - Deviation: β comes from the rows themselves, which for scores that are not normal leaves a bias of order 1/n.

    mean
      The corrected mean.

      - Parameters:
        - scores: y, `[n]`.
        - known: x of the same rows, `[n]`.
        - mean: μ.
        - level: the confidence level.
      - Returns: the mean with β as its weight; where x does not differ, that of the scores alone.
      - Precondition: at least three rows, all finite, as many of both; `level` in (0, 1).

    mean
      The same for rows that come in clusters.

      ```
      SE² = G/(G − 1)·(n − 1)/(n − 2)·Σ_c (Σ_{i∈c} h_i·e_i)²,   h_i = 1/n + (μ − x̄)(x_i − x̄)/S_x
      ```

      with the residuals e, G clusters and G − 1 degrees of freedom.

      - Parameters:
        - scores: y, `[n]`.
        - known: x of the same rows, `[n]`.
        - mean: μ.
        - clusters: which cluster each row is in, `[n]`.
        - level: the confidence level.
      - Precondition: as for independent rows, and at least two clusters.
      - Source: Liang and Zeger 1986, Biometrika 73(1), 13–22; the factor is that of statsmodels and Stata.
    """#,
    "CrossedBootstrap": #"""
    Intervals for means over a grid of seeds × problems, both of which could have been others.

    Every draw takes S seeds and M problems with replacement, *independently*, and averages all cells of
    that grid. The three standard errors are those of infinitely many draws, in closed form, with `r`, `c`
    the row and column means, `e` the doubly centered cells and var with divisor S, M and SM:

    ```
    SE² = var(r)/S + var(c)/M + var(e)/(SM),   seeds only var(r)/S,   problems only var(c)/M
    ```

    The percentile interval covers too little with few seeds: the bootstrap's variance between seeds is too
    small by (S − 1)/S, and its quantiles are not Student's. In simulations of normal effects with 64
    problems, "95 %" covered 90, 92, 93 and 94 % with 2, 4, 8 and 16 seeds when half of the variance of the
    mean came from seeds, and 73, 84, 90 and 92 % when nine tenths did.

    **With one seed only problems are drawn**: the interval is then about this one training run, and says
    nothing about training again.

    - Source: Owen 2007, Annals of Applied Statistics 1(2), 386–411 (the pigeonhole bootstrap).
    - Deviation: none. As there, σ²_e/(SM) is counted about three times instead of once, which is on the
      safe side and small where problems are many.
    - Not for: few seeds, where `CrossedInterval` covers more nearly what it says; tables whose problems come
      in groups.

    interval
      The mean of a table, its standard errors and its interval.

      - Parameters:
        - table: one row a seed, one column a problem, `[S][M]`; a difference of two arms for a paired
          comparison.
        - draws: the number of bootstrap draws.
        - level: the confidence level.
        - stream: seeds are drawn from its `seeds`, problems from its `problems`.
      - Precondition: the table is rectangular, not empty and finite; `draws ≥ 1`; `level` in (0, 1).
      - Complexity: S·M multiplications a draw.

    curve
      The same for several tables of one shape, all with the same drawn seeds and problems.

      So the draws of, for instance, pass@k for several k belong together.

      - Parameters:
        - tables: `[K][S][M]`.
        - draws: the number of bootstrap draws.
        - level: the confidence level.
        - stream: as for `interval`.
      - Returns: one result a table, in order.
      - Precondition: as for `interval`, and all tables have the same shape.

    difference
      The difference of the means of two arms that were trained apart and have their problems in common: seeds are drawn
      for each arm by itself, problems for both.

      With r₁, r₂ the row means, c the column means of the first less those of the second, and e₁, e₂ the doubly centered
      cells:

      ```
      SE² = var(r₁)/S₁ + var(r₂)/S₂ + var(c)/M + var(e₁)/(S₁M) + var(e₂)/(S₂M)
      ```

      - Parameters:
        - first: one row a seed, one column a problem, `[S₁][M]`.
        - second: the same of the other arm, `[S₂][M]`.
        - draws: the number of bootstrap draws.
        - level: the confidence level.
        - stream: seeds are drawn from its `seeds` and `other_seeds`, problems from its `problems`.
      - Returns: first less second; `seeds` is the smaller number of them, and there are no components.
      - Precondition: as for `interval`, and both tables have the same problems.
      - Source: Owen 2007, Annals of Applied Statistics 1(2), 386–411.
      - Deviation: two tables that share one way.

    correctedInterval
      The bias-corrected and accelerated interval of the mean of a table of seeds × problems.

      ```
      ends at the quantiles Φ( z₀ + (z₀ ± z)/(1 − a(z₀ ± z)) ) of the crossed draws
      z₀ = Φ⁻¹(share of draws below the mean, ties half),   a = Σ l³/(6·(Σ l²)^{3/2})
      ```

      with l the influences of seeds, `(r_s − r̄)/S`, and of problems, `(c_m − c̄)/M`.

      - Returns: `nil` below 8 seeds, where the correction is noise, for one problem, and without spread.
      - Precondition: as for `interval`.
      - Source: Efron 1987, JASA 82(397), 171–185, eq. 3.8 and 6.6; the sum over two samples as in Davison
        and Hinkley 1997, Bootstrap Methods, eq. 5.29.
      - Deviation: the two ways of the table are treated as two samples.
    """#,
    "CrossedInterval": #"""
    Student's interval for the mean of a grid of seeds × problems, both of which could have been
    others.

    With r and c the means of seeds and of problems, and MS_e the residual mean square of the
    two-way table without interaction, (S − 1)(M − 1) degrees of freedom:

    ```
    V_s = var(r)/S,   V_p = var(c)/M,   V_e = MS_e/(S·M)      (divisors S − 1, M − 1)
    V   = max(V_s + V_p − V_e, V_s, V_p)
    mean ± t_{(1+level)/2, ν}·√V,   ν = V²/(V_s²/(S − 1) + V_p²/(M − 1))
    ```

    The residual is in V_s and in V_p, so that one share of it is taken off. Unlike the percentile
    interval of `CrossedBootstrap` it knows that few seeds say little about the spread between
    seeds: in simulations of 64 problems with normal seeds (sd 0.1), problems (0.15) and residuals
    (0.1), "95 %" covered 88, 92, 94, 94 and 95 % with 2, 3, 4, 5 and 8 seeds, and 94 to 96 % where
    nearly all of the variance was of one kind. With no variance but the residual it covers 98 %.

    - Source: Satterthwaite 1946, Biometrics Bulletin 2(6), 110–114 (degrees of freedom); the study
      protocol, section 0, "Intervals behind sentences" (the rule for V).
    - Deviation: V_e takes no part in ν.
    - Not for: one seed; means near 0 or 1, where the symmetric interval leaves the range; problems that come
      in groups.

    interval
      The mean of a table with its crossed standard error √V and interval.

      One problem gives Student's interval over the seeds. Where V is 0 the interval is the mean
      itself.

      - Parameters:
        - table: one row a seed, one column a problem, `[S][M]`; a difference of two arms for a
          paired comparison.
        - level: the confidence level.
      - Returns: `nil` for one seed, which says nothing about training again.
      - Precondition: the table is rectangular, not empty and finite; `level` in (0, 1).
      - Deviation: a √V below 1e-12 of the largest cell is taken as 0.
    """#,
    "EffectSize": #"""
    Differences in units of spread.

    - Not for: whether a difference matters, which is a question of points and not of spreads: d_z is large
      where pairs go together, however small the difference.

    pairedDz
      The mean of paired differences over their standard deviation.

      ```
      d_z = D̄ / sd(D)        (divisor n − 1)
      ```

      - Returns: a number of standard deviations; `nil` without spread, where it is not defined.
      - Precondition: at least two differences, all finite.
      - Source: Cohen 1988, Statistical Power Analysis, section 2.3 (d_z).
      - Deviation: none; no small-sample correction.

    hedgesG
      Hedges' g: the difference of two independent means over their pooled deviation, corrected for small
      samples.

      ```
      g = J·(x̄ − ȳ)/s_p,   s_p² = ((n−1)s_x² + (m−1)s_y²)/ν,   J = 1 − 3/(4ν − 1),   ν = n + m − 2
      ```

      - Returns: a number of standard deviations; `nil` without spread.
      - Precondition: at least two values in each, all finite.
      - Source: Hedges 1981, J. Educational Statistics 6(2), 107–128, eq. 6e (J approximated).
      - Deviation: none.

    probabilityOfSuperiority
      The probability that a value of the first sample is larger, ties counted half: Vargha and Delaney's A12.

      ```
      A12 = #{x > y}/nm + ½·#{x = y}/nm
      ```

      - Precondition: at least one value in each, no NaN.
      - Source: Vargha and Delaney 2000, J. Educational and Behavioral Statistics 25(2), 101–132, eq. 2.
      - Deviation: none.

    cliffsDelta
      Cliff's δ: the probability that the first is larger minus the probability that it is smaller.

      - Precondition: at least one value in each, no NaN.
      - Source: Cliff 1993, Psychological Bulletin 114(3), 494–509.
      - Deviation: none.
    """#,
    "PredictionPowered": #"""
    The mean of labels of which there are few, corrected from scores of which there are many: prediction-powered inference.

    Labels y and scores f of n rows, scores f̃ of N other rows:

    ```
    θ = mean(y) − λ·(mean(f) − mean(f̃)) = λ·mean(f̃) + mean(y − λ·f)
    SE² = var(y − λ·f)/n + λ²·var(f̃)/N
    λ̂ = cov(y, f)/((1 + n/N)·var(f, f̃)), within [0, 1];   λ = 1 is PPI, λ̂ is PPI++, λ = 0 the labels alone
    ```

    The mean is right however bad the scores are; with λ̂ they can hardly harm. With *Student* the quantile has
    `SE⁴/(V_y²/(n − 1) + V_f²/(N − 1))` degrees of freedom, V the two terms of SE²; *normal* is the source's own. In 4000
    simulations of right or wrong answers with a judge that agrees in 85 % of them, N = 500, "95 %" of PPI++ covered 89, 94, 95,
    94 and 95 % with 10, 20, 50, 100 and 200 labels, and 87, 91, 94, 94 and 95 % with the normal quantile.

    Assumes: which rows have labels is chance, rows are independent (or their clusters are), and scores do not depend on the
    labels. Not where the hard cases were sent to people, and not for a judge tuned on these labels.

    It is the estimator of control variates, with the scores' mean over all rows and the coefficient λ·(1 + n/N); where the
    mean of the scores is known, see `ControlVariate`.

    - Not for: labels given to rows that somebody chose, such as doubtful ones; a judge that was tuned on these labels; fewer
      than 20 labels.
    - Source: Angelopoulos et al. 2023, arXiv:2301.09633, algorithm 1; Angelopoulos, Duchi and Zrnic 2023,
      arXiv:2311.01453, sections 2 and 6 (λ̂); ppi_py 0.2.3, `ppi_mean_ci` (divisors, var(f, f̃) of all scores together).
    - Deviation: Student's quantile by default; clusters.

    weight
      The weight of the scores that makes the standard error smallest; 0 where scores do not differ.

      - Parameters:
        - labels: y, `[n]`.
        - scores: f of the same rows, `[n]`.
        - others: f̃ of the rows without label, `[N]`.
      - Precondition: at least two labels and one other score, all finite; as many scores as labels.

    mean
      The mean of the labels of all rows.

      - Parameters:
        - labels: y, `[n]`.
        - scores: f of the same rows, `[n]`.
        - others: f̃ of the rows without label, `[N]`.
        - weight: λ; `nil` for λ̂.
        - level: the confidence level.
        - factor: Student's quantile or the normal one.
      - Precondition: as for `weight`, at least two other scores, and `level` in (0, 1).

    mean
      The same for rows that come in clusters, such as questions about one text.

      ```
      SE² = Σ_c (√(G_y/(G_y − 1))·Σ_{i∈c} (r_i − r̄)/n + √(G_f/(G_f − 1))·Σ_{j∈c} λ(f̃_j − mean(f̃))/N)²,   r = y − λ·f
      ```

      with G_y clusters that have labels and G_f that have rows without. Clusters of one row give the standard error of
      independent rows. Student's quantile has G_y − 1 degrees of freedom. λ̂ is that of rows. In 3000 simulations of whole
      clusters with labels and half of the variance between clusters, "95 %" covered 95, 94 and 96 % with 8, 15 and 30 of
      them, and 80 to 83 % where clusters were ignored.

      - Parameters:
        - labels: y, `[n]`.
        - scores: f of the same rows, `[n]`.
        - others: f̃ of the rows without label, `[N]`.
        - clusters: which cluster each label is in, `[n]`.
        - otherClusters: which cluster each other row is in, `[N]`.
        - weight: λ; `nil` for λ̂.
        - level: the confidence level.
        - factor: Student's quantile, or the normal one with the same standard error.
      - Precondition: as for independent rows; at least two clusters have labels, and two have rows without.
    """#,
    "Proportions": #"""
    Intervals for a proportion, from a number of successes in a number of independent trials.

    The Wald interval `p̂ ± z√(p̂(1−p̂)/n)` is left out on purpose: it covers far too little near 0 and 1.

    - Not for: n samples of each of M problems as if they were n·M trials: samples of a problem go together
      (`ProblemBootstrap`, `PassAtK`).

    wilson
      The Wilson score interval: short, and right on average over p.

      ```
      ( p̂ + z²/2n ± z·√(p̂(1−p̂)/n + z²/4n²) ) / (1 + z²/n)
      ```

      No trials give [0, 1]. The coverage oscillates around the level and is below it for p near 0 or 1
      (0.83 in the worst case of a 95 % interval).

      - Precondition: `0 ≤ successes ≤ trials` and `level` in (0, 1).
      - Source: Wilson 1927, JASA 22(158), 209–212.
      - Deviation: no success gives exactly 0 as the lower end, only successes exactly 1 as the upper.

    clopperPearson
      The Clopper–Pearson interval: never covers less than its level, and is wider for it.

      ```
      low = B⁻¹(α/2; c, n−c+1),   high = B⁻¹(1−α/2; c+1, n−c)
      ```

      No success gives the lower end 0, only successes the upper end 1, no trials [0, 1].

      - Precondition: `0 ≤ successes ≤ trials` and `level` in (0, 1).
      - Source: Clopper and Pearson 1934, Biometrika 26(4), 404–413.
      - Deviation: none.

    jeffreys
      The Jeffreys interval: the equal-tailed posterior interval under a Beta(½, ½) prior.

      ```
      B⁻¹(α/2; c+½, n−c+½)  to  B⁻¹(1−α/2; c+½, n−c+½)
      ```

      - Precondition: `0 ≤ successes ≤ trials` and `level` in (0, 1).
      - Source: Brown, Cai and DasGupta 2001, Statistical Science 16(2), section 3.1.3.
      - Deviation: none; as there, no success gives the lower end 0 and only successes the upper end 1.

    upperBoundWhenNone
      The largest success probability that still agrees with no success at all, one-sided and exact.

      ```
      1 − (1 − level)^{1/n}        (about 3/n at 95 %: the rule of three)
      ```

      - Returns: a probability; 1 without trials.
      - Precondition: `trials ≥ 0` and `level` in (0, 1).
      - Source: Clopper and Pearson 1934, one-sided, at zero successes.
      - Deviation: none.
    """#,
    "StandardErrors": #"""
    Standard errors of the mean of evaluation scores.

    - Not for: few clusters (see above: eight cover 89 %); scores that several seeds share, for which there is
      `CrossedInterval`.

    clustered
      The standard error of a mean of scores that come in clusters, such as questions about one text.

      ```
      SE² = s²/n + 1/n²·Σ_c Σ_{i≠j∈c} (s_i − s̄)(s_j − s̄)
      ```

      Clusters of one give `s/√n`. For a paired comparison give the differences. With few clusters it is too
      small: in simulations of 8 equal clusters with half of the variance between them, ±1.96·SE covered 89 %.

      - Parameters:
        - scores: one a question, `[n]`.
        - clusters: which cluster each belongs to, `[n]`.
      - Returns: the standard error.
      - Precondition: at least two scores, all finite, and as many clusters.
      - Source: Miller 2024, arXiv:2411.00640, eq. 4.
      - Deviation: s² has the divisor n − 1.

    paired
      The standard error of a difference of two means over the same questions.

      ```
      √(SE_A² + SE_B² − 2·SE_A·SE_B·r)
      ```

      - Parameters:
        - first: the standard error of the first mean.
        - second: that of the second.
        - correlation: r of the two scores of a question.
      - Precondition: standard errors are not negative, `correlation` in [−1, 1].
      - Source: Miller 2024, arXiv:2411.00640, section 4.2.
      - Deviation: none.
    """#,
    "VarianceSplit": #"""
    The variance of a mean score over problems in its two parts: between problems, and from sampling each of them.

    With n_i samples of problem i, their mean s̄_i and their variance v_i (divisor n_i − 1), over M problems

    ```
    σ² = 1/M Σ v_i,   ω² = Var_i(s̄_i) − 1/M Σ v_i/n_i        (divisor M − 1 in Var_i)
    SE² = Var_i(s̄_i)/M = ω²/M + 1/M² Σ v_i/n_i
    ```

    Both are unbiased whatever the n_i are and however the problems differ in their variance. ω² is what more samples
    cannot lower; where it is small, chance gives an estimate below 0, which is reported as it is and counts as 0 in the
    standard error of its part.

    Assumes: problems are drawn from many, samples of a problem are independent.

    - Not for: problems that come in clusters (`StandardErrors.clustered`); problems with one sample, whose own variance is
      not known.
    - Source: Miller 2024, arXiv:2411.00640, sections 2.1 and 3.1 (the split); Searle, Casella and McCulloch 1992, Variance
      Components, section 4.2 (the unweighted estimator, which for equal n_i is that of the analysis of variance).
    - Deviation: the unweighted mean over problems is estimated, so that σ² weighs problems and not samples.

    split
      The split of a table of samples.

      - Parameter samples: the scores of each problem, `[M][n_i]`.
      - Returns: `nil` for fewer than two problems, or where a problem has fewer than two samples.
      - Precondition: all scores are finite.

    split
      The split of scores of 0 and 1, from how many there are.

      - Parameter counts: samples and successes of each problem, `[M]`.
      - Returns: `nil` as for samples.
      - Throws: `StatisticsError.countOutOfRange` for impossible counts.
    """#,
    "CurveCrossing": #"""
    Where a curve of pass@k falls below another, and how sure that is.

    An arm that only sharpens its base is above it at small k and below it from k* on.

    In simulations of 4 seeds × 64 problems whose curves crossed at k = 300, half of the arm's
    problems being impossible, the 95 % interval covered 300 in 95 % of 1000 data sets with a spread
    between seeds of 0.05 nats, and in 93 % of 500 with one of 0.3 nats.

    - Source: the study protocol, section 0 ("What a sentence may say" and "Ceiling"); draws as in
      Owen 2007, Annals of Applied Statistics 1(2), 386–411.
    - Deviation: none.
    - Not for: curves that cross in few draws: read the share first. Beyond the range of k nothing is known,
      and sampled curves end at n.
    """#,
    "DifficultyFit": #"""
    A distribution of difficulty fitted to counts, and what it says about pass@k beyond the samples drawn.

    Maximum likelihood in (ln a, ln b). Both families have a density ∝ p^{a−1} near 0, so that the share of
    problems still unsolved after many attempts falls as a power of k with the exponent a:

    ```
    Beta:         pass@k = 1 − B(a, b+k)/B(a, b),   1 − pass@k ≈ Γ(a+b)/Γ(b)·(sk)^{−a}
    Kumaraswamy:  pass@k = 1 − E(1 − s·u)^k,        1 − pass@k ≈ b·Γ(a+1)·(sk)^{−a}
    ```

    What lies beyond n is an extrapolation by the family's shape at p far below 1/n, where there are no
    data: two families that fit equally well can disagree.

    In simulations of the beta-binomial with 64 samples of each of 100 problems, the 95 % interval of
    pass@1024 covered 94 to 96 %.

    - Source: Skellam 1948, J. R. Statist. Soc. B 10(2), 257–261 (beta-binomial); Kumaraswamy 1980,
      J. Hydrology 46, 79–88.
    - Deviation: parameters stay in [1e-4, 1e4]; a fit that ends there is marked as not identified.
    - Not for: sets with problems that cannot be solved at all, as every family lets pass@k tend to 1;
      forecasts far beyond n quoted as if they were measured.
    """#,
    "ExactPassAtK": #"""
    pass@k from the exact probability of a right response, for every k and without a sample.

    Where the right response is unique, one forward pass over it gives ln p, and

    ```
    pass@k = 1 − (1 − p)^k = −expm1(k·ln(1 − p))
    ln(1 − p) = ln(−expm1(ln p)) for p > ½,   log1p(−exp(ln p)) otherwise
    ```

    which keeps its digits from p = 1e-300 to p = 1, and has the same bits on every machine. Where
    several responses are right and only one is known, these are lower bounds.

    - Source: Chen et al. 2021, arXiv:2107.03374, section 2.1; the two branches of ln(1 − p) as in
      Mächler 2012, "Accurately computing log(1 − exp(−|a|))", Rmpfr's vignette.
    - Deviation: the probability is known, not estimated.
    - Not for: tasks with several right responses, but as a bound; samples drawn at another temperature or
      through filters that the probability does not know of.

    value
      pass@k of one problem.

      −∞ gives 0 and 0 gives 1.

      - Parameters:
        - logProbability: ln p of the right response, nats. What rounding put above 0 counts as 0.
        - k: the number of attempts.
      - Returns: a probability.
      - Precondition: the log-probability is at most 1e-9 and not NaN; `k ≥ 1`.

    perProblem
      pass@k of every problem.

      - Parameters:
        - logProbabilities: ln p of each problem, `[M]`, nats.
        - k: the number of attempts.
      - Returns: probabilities, `[M]`.
      - Precondition: as for `value`.

    curve
      The mean of pass@k over problems for several k.

      - Parameters:
        - logProbabilities: ln p of each problem, `[M]`, nats.
        - ks: the numbers of attempts, in any order.
      - Returns: one probability for each k, in the order given.
      - Precondition: at least one problem; as for `value`.
    """#,
    "MajorityVote": #"""
    maj@k: the probability that the most frequent of k answers is the right one, a tie being broken by lot.

    The votes of the answers are independent numbers whose sum is given: binomial ones for k samples out of
    n without replacement, Poisson ones for k independent draws. With `w_i(m)` their probabilities and r the
    right answer,

    ```
    maj@k = Σ_j w_r(j) · [z^{k−j}] ∫₀¹ Π_{i≠r} ( Σ_{m<j} w_i(m) z^m + x·w_i(j) z^j ) dx  /  P(Σ votes = k)
    ```

    since `∫ x^t dx = 1/(t+1)` is the chance in a tie with t others. The integral is a polynomial's, and exact.

    - Source: Wang et al. 2022, arXiv:2203.11171 (majority vote over sampled answers); the formula is derived
      here.
    - Not for: answers that are the same in value but not in writing, before they have been made one; free
      text.

    estimate
      The unbiased estimate of maj@k: the share of k-subsets of the samples whose vote is right.

      - Parameters:
        - counts: how often each distinct answer came up; their sum is n.
        - right: which of them is right; `nil` if none is, which gives 0.
        - k: the number of votes.
      - Throws: `StatisticsError` if `k < 1`, `k > n` or a count is negative.
      - Precondition: `right` is an index of `counts`.
      - Complexity: at most n·k·(k + k·ln k) multiplications.

    exact
      maj@k of independent draws from known probabilities of the answers.

      - Parameters:
        - probabilities: of each distinct answer; they add up to 1.
        - right: which of them is right.
        - k: the number of votes.
      - Precondition: no probability is negative, they add up to 1 within 1e-9, `right` is an index and
        `k ≥ 1`.
    """#,
    "PassAtK": #"""
    The probability that at least one of k samples of a problem is right, from n ≥ k samples of which
    c are right.

    With `g_k = C(n−c, k)/C(n, k)`, the share of k-subsets without a right sample:

    ```
    pass@k = 1 − g_k
    ```

    which is unbiased whatever the problem's success probability. `1 − (1 − c/n)^k` is not: it is too low.
    Products of `1 − x` are accumulated as `f ← f + x·(1 − f)`, so neither a result near 0 nor one near 1
    loses digits, and no logarithm or factorial is taken.

    - Source: Chen et al. 2021, arXiv:2107.03374, eq. 1.
    - Deviation: more attempts than samples are an error, and never clamped.
    - Not for: samples that are no independent draws of one distribution (search, beams, a stop at the first
      success); answers from a small set at large k, where guessing solves everything (`chance`).

    estimate
      The unbiased estimate of pass@k.

      0 if none is right; 1 if fewer than k are wrong.

      - Parameters:
        - n: the number of samples.
        - c: how many of them are right.
        - k: the number of attempts.
      - Returns: a probability.
      - Throws: `StatisticsError` if `k < 1`, `k > n`, `c < 0` or `c > n`.
      - Complexity: at most `min(c, k, 10·√n)` steps.

    samplingVariance
      An unbiased estimate of the variance that `estimate` has from sampling one problem again.

      ```
      V̂ = g_k² − g_2k = g_k² · ( 1 − Π_{i<k} (1 − ck/((n−k−i)(n−c−i))) )
      ```

      The second form has no cancellation and shows that V̂ is never negative. It is unbiased because
      `E g_2k = (1−p)^{2k}`, the square of what `g_k` estimates. For one problem it is noisy (0 when
      all or none are right); meant to be summed over problems.

      - Parameters:
        - n: the number of samples.
        - c: how many of them are right.
        - k: the number of attempts.
      - Returns: the variance, in squared probability; `nil` if `n < 2k`, where no unbiased one exists.
      - Throws: `StatisticsError` as `estimate` does.
      - Source: derived here; it is the variance of a U-statistic (Hoeffding 1948) with a binary kernel.

    chance
      The probability of at least one success in k independent attempts of probability p.

      ```
      1 − (1 − p)^k
      ```

      Exact also for tiny p, where `1 − p` would round to 1.

      - Precondition: `p` in [0, 1] and `k ≥ 1`.

    epsilonSupport
      The success probability below which a problem counts as outside the support at k attempts.

      ```
      ε = 1 − ζ^{1/k}
      ```

      A problem with a probability above ε is missed k times in a row with a probability below ζ.

      - Precondition: `k ≥ 1` and the miss rate ζ in (0, 1).

    perProblem
      pass@k of every problem.

      - Parameters:
        - counts: samples and successes of each problem, `[M]`.
        - k: the number of attempts.
      - Returns: probabilities, `[M]`.
      - Throws: `StatisticsError`, with the index of the problem, as `estimate` does.

    curve
      The mean of pass@k over problems for several k, with two standard errors.

      ```
      S(k) = 1/M Σ_i pass_i@k
      seSampling = √(Σ V̂_i)/M,   seProblems = √(Var_i(pass_i@k)/M)   (divisor M − 1 in the variance)
      ```

      - Parameters:
        - counts: samples and successes of each problem, `[M]`; the numbers of samples may differ.
        - ks: the numbers of attempts, in any order.
      - Returns: one point for each k, in the order given.
      - Throws: `StatisticsError`, with the index of the problem, as `estimate` does, and for no problems.
      - Complexity: problems with the same counts share their work.

    area
      The area under a curve over log₂ k, divided by the width: a mean over the doublings of k.

      ```
      ∫ S d(log₂ k) / log₂(k_last/k_first)      by trapezoids
      ```

      One k gives its value.

      - Precondition: `ks` and `values` have the same non-zero length; `ks` rises from at least 1.

    crossing
      The first k at which two curves change places, linear in log₂ k between the given points.

      Where the curves are equal at a given point and change places across it, that point is the crossing;
      curves that only touch, or start or end equal, do not cross. Values within 1e-12 of the larger are equal.

      - Returns: k*, not rounded; `nil` if the curves do not cross.
      - Precondition: the three arrays have the same non-zero length; `ks` rises from at least 1.

    powersOfTwo
      1, 2, 4, … up to the largest power of two that is not above `limit`; empty for a limit below 1.

    chainOfThought
      CoT-pass@k: pass@k where only *strict* successes count, samples whose answer and steps are right.

      ```
      1 − C(n−d, k)/C(n, k)
      ```

      - Parameters:
        - n: the number of samples.
        - c: how many have the right answer.
        - d: how many of those have right steps too.
        - k: the number of attempts.
      - Throws: `StatisticsError` as `estimate` does, and if `d` is above `c`.
      - Source: Wen et al. 2025, arXiv:2506.14245 (CoT-Pass@K).
    """#,
    "PassAtKComparison": #"""
    pass@k of two models on the same problems, and what can be said of the difference.

    Everything is about these two sets of samples and problems as a random draw: **one checkpoint a side is
    no replicate of training**, and says nothing about the method that made it. In simulations with 50 problems and 8 samples
    of each, the 95 % interval of the difference covered 92 to 97 %, and without a difference p was below 0.05 in about 5 %.

    - Source: Chen et al. 2021, arXiv:2107.03374 (the curves); Efron 1979 (the interval); Fisher 1935 (the test); Wu et al.
      2025, arXiv:2507.14843 (the support).
    - Deviation: problems are drawn in pairs, the same ones for both models.
    - Not for: models whose samples were drawn at different temperatures or lengths, unless that is the question; problems that
      come in groups.
    """#,
    "PowerDistribution": #"""
    A model's distribution over whole responses, raised to a power and normalized again: `p^α/Z`.

    That is what a base would be if its responses were made more alike and nothing else. `Z = Σ_y p(y)^α` runs over all responses, so
    it is bounded by those that were seen, and not estimated.

    - Source: the study protocol, section 4, "Power distribution".
    - Deviation: a response that was not seen is also no more probable than the whole unseen mass.
    - Not for: many responses of similar probability that were not seen (see `bounds`); what a model does at a
      lower temperature, which sharpens each token and not the response.

    bounds
      Bounds on the probability of the right response y* under `p^α/Z`.

      ```
      A = Σ over y* and the distinct sampled y of p(y)^α
      u = 1 − Σ over the same of p(y), at least 0            the mass that was not seen
      m = min(u, ln 20/n)                                    the largest p that was not seen
      p(y*)^α/(A + u·m^(α−1)) ≤ p(y*)^α/Z ≤ p(y*)^α/A
      ```

      α = 1 gives p(y*) on both sides, and an impossible y* gives 0. If everything was seen the two
      are equal. Sums are of logarithms: nothing underflows before the result does.

      The upper bound is certain. The lower one rests on m: *one* response with `p > ln 20/n` is
      missed by n samples with a chance below 1/20, but of many such responses some are missed. In
      simulations of Zipf's law over 2000 responses, m was exceeded in up to 35 % of the draws and
      the bounds held in all, as most of the unseen mass lies far below m. Of 200 equally probable
      responses and n = 700, about 6 are missed, each above m, and at α = 2 the lower bound is 0.4 %
      too high.

      - Parameters:
        - rightLogProbability: ln p of y*, nats.
        - sampledLogProbabilities: ln p of the *distinct* sampled responses other than y*, nats, in
          any order.
        - samples: n, the number of samples, y* and repetitions included.
        - alpha: α, the power.
      - Precondition: log-probabilities are at most 1e-9 and not NaN; there are at most n of them,
        `n ≥ 1`; `alpha` is finite and at least 1 (below 1 the unseen responses have no such bound).
    """#,
    "ProblemBootstrap": #"""
    The bootstrap over problems for several means at once: every draw takes M of the M problems with
    replacement.

    Many problems have the same numbers, because a problem with n samples has one of n + 1 counts. Problems
    with the same numbers are one *kind*: each draw picks M problems, counts how many of each kind it got,
    and weighs the kinds by that. This is the bootstrap over problems itself and no approximation: only the
    multiplication is shared.

    Draw `b` is addressed by `stream[b]`. A 64-bit word gives two problems, its low half first, each by
    multiply-and-reject with 32 bits. So the result does not depend on the number of workers, and more draws
    begin with the same ones.

    Of many problems of few kinds, the counts of the kinds are drawn instead, from the same multinomial distribution,
    which takes no longer for a million problems than for a thousand.

    In simulations of pass@8 with 60 problems, "95 %" covered 93 to 96 %.

    - Source: Efron 1979, Annals of Statistics 7(1), 1–26; Lemire 2019, arXiv:1805.10941, algorithm 5.
    - Deviation: none.
    - Not for: claims about training again: one model's problems say nothing of other runs; problems that come
      in groups; a few problems, whose percentiles are too narrow.

    means
      The means of all draws.

      - Parameters:
        - values: the numbers of each kind, `[G][K]`; all K belong to the same draws.
        - kinds: the kind of each problem, `[M]`.
        - draws: the number of draws.
        - stream: where draws come from.
        - workers: the most threads; the result does not depend on it.
      - Returns: `[K][draws]`.
      - Precondition: 1 ≤ M < 2³¹, every kind is an index of `values`, and `draws ≥ 1`.
      - Complexity: draws × (M + G·K), or draws × G·K where kinds are drawn.

    intervals
      Percentile intervals for the means.

      - Parameter level: the confidence level; the others as for `means`.
      - Returns: one interval a column of `values`.
      - Precondition: as for `means`, and `level` in (0, 1).
    """#,
    "SupportDynamics": #"""
    Which problems a base model and its RL-trained successor find, and the rates made of that.

    A problem is *found* if at least one of its samples is right. Never quote these numbers without a
    null: two sample sets of the *same* model differ too, by `expectedFlips` problems in each direction.
    With P problems that both find, E that only RL finds and S that only the base finds:

    ```
    SRR = P/(P + S),   NDR = E/(P + E),   SDS = 2PE/(P² + 2PE + ES),   NSCR = (E − S)/(P + E + S)
    ```

    which are what is retained, what is new, their harmonic mean, and the net change.

    - Source: Wu et al. 2025, "The invisible leash", arXiv:2507.14843 (the four rates).
    - Deviation: an empty denominator gives `nil`.
    - Not for: two sides with different numbers of samples, of which the one with more finds more; that a
      problem is impossible: one that n samples miss may have a probability of 3/n.
    """#,
    "Power": #"""
    What an experiment can show, before it is run.

    Effects are standardized: mean over deviation of the differences (d_z) for pairs, difference of means over
    the common deviation (d) for independent groups; n is the number of pairs, or of each group.

    ```
    power = ∫ [1 − Φ(t_c·u − δ) + Φ(−t_c·u − δ)] f(u) du,    u = √(χ²_ν/ν),   δ = d_z·√n or d·√(n/2)
    ```

    - Source: Cohen 1988, Statistical Power Analysis, chapter 2; Johnson, Kotz and Balakrishnan 1995,
      Continuous Univariate Distributions 2, chapter 31 (noncentral t).
    - Not for: the effect that the same data gave (that power only restates p); skewed differences of few
      replicates, for which `signFlip` is simulated with normal ones too.

    tTest
      The power of the t test.

      - Parameters:
        - design: pairs or groups.
        - n: pairs, or the size of each group; at least 2.
        - effect: standardized.
        - alpha: the level.
        - alternative: `greater` and `less` are one-sided.
      - Returns: the probability of p ≤ alpha.
      - Precondition: `n ≥ 2`, a finite effect, `alpha` in (0, 1).

    detectableEffect
      The smallest standardized effect that the t test finds with a given power.

      - Returns: a positive effect.
      - Precondition: `power` in (alpha, 1), and as for `tTest`.

    count
      The fewest pairs, or members of each group, with which the t test has a given power.

      - Returns: n; `nil` above a million.
      - Precondition: an effect in the direction of the alternative and not 0; `power` in (alpha, 1).

    equivalence
      The power of the two one-sided t tests of equivalence.

      - Parameters:
        - design: pairs or groups.
        - n: pairs, or the size of each group.
        - margin: in units of the deviation, positive.
        - difference: the true difference, in the same units.
        - alpha: the level of each test.
      - Precondition: `n ≥ 2` and a positive margin.
      - Source: Phillips 1990, J. Pharmacokinetics and Biopharmaceutics 18(2), 137–144.

    signFlip
      The power of the sign-flip test for normal differences, by simulation.

      Up to 12 differences every pattern of every simulated experiment is enumerated; beyond, each experiment
      draws 999 patterns, or 20/alpha if that is more, at most 20 000.

      - Parameters:
        - n: the number of differences.
        - effect: d_z.
        - alpha: the level.
        - alternative: the direction.
        - repeats: simulated experiments.
        - stream: where they come from.
      - Returns: the share of experiments with p ≤ alpha, and its standard error.
      - Precondition: `n ≥ 1` and `repeats ≥ 1`.

    signFlipDetectableEffect
      The smallest d_z that the sign-flip test finds with a given power, by simulation.

      Every effect is tried on the same simulated noise, so the search is over a function without jitter; what
      is left is the error of `repeats` experiments, about ±0.02 in d_z for 4000.

      - Returns: `nil` where p cannot reach alpha at all.
      - Precondition: `power` in (alpha, 1); as for `signFlip`.

    signFlipCount
      The fewest pairs with which the sign-flip test has a given power, by simulation.

      - Returns: n; `nil` above 500.
      - Precondition: a d_z in the direction of the alternative and not 0; as for `signFlip`.

    problemsPower
      The power of a comparison of two models on the same problems; see `problems`.

      ```
      Φ( |δ|·√(n/(ω² + noise)) − z_{α/2} )
      ```

    problems
      The number of problems with which a comparison of two models on the same problems finds a difference.

      ```
      n = (z_{α/2} + z_β)²·(ω² + σ²_A/K_A + σ²_B/K_B)/δ²
      ```

      - Parameters:
        - difference: δ, in score.
        - omega2: ω², the variance over problems of the true difference of a problem.
        - noise: σ²_A/K_A + σ²_B/K_B: the mean variance of one sample of a problem over the samples of it, of
          both models together.
        - alpha: the two-sided level.
        - power: the power.
      - Returns: a number of problems, not rounded.
      - Precondition: a difference that is not 0, variances that are not negative.
      - Source: Miller 2024, arXiv:2411.00640, eq. 9.

    detectableDifference
      The smallest difference that a number of problems can show; the inverse of `problems`.

    inflation
      By how much a deviation from a pilot is to be raised, so that the true one is below with a probability.

      ```
      √(ν/χ²_{1−confidence, ν}),   ν = n − 1         (3 seeds, 80 %: 2.12)
      ```

      - Precondition: `count ≥ 2` and `confidence` in (0, 1).
      - Source: Browne 1995, Statistics in Medicine 14(17), 1933–1940.
    """#,
    "BradleyTerry": #"""
    The strengths of models from who wins against whom: the Bradley–Terry model.

    ```
    P(i beats j) = 1/(1 + exp(β_j − β_i)),   Σ β = 0;   a tie is half a win of each
    rating = 1000 + 400/ln 10·β                              (Elo's scale: 400 points are odds of 10 to 1)
    ```

    β maximizes the likelihood, by Newton's method. It exists only where every split of the models into two sets has a win
    in each direction; anything else is refused, with the set that never lost or never won.

    Intervals are percentiles over draws of comparisons, or of problems with all comparisons about them. In 1000 simulations
    of 5 models with 200 comparisons "95 %" covered 95 %.

    Assumes: comparisons are independent (or those of different problems are), and one number says what a model can.
    A tie counts as half a win; how often models tie is not modeled.

    - Not for: models that beat each other in a circle; comparisons that were chosen after looking; judges that prefer a length
      or a place.
    - Source: Bradley and Terry 1952, Biometrika 39, 324–345; Hunter 2004, Annals of Statistics 32(1), 384–406 (assumption 1:
      when the maximum exists); Chiang et al. 2024, arXiv:2403.04132 (the scale, the bootstrap).
    - Deviation: ratings have a mean of 1000 over the models of the file, whoever they are.

    wins
      How often each model won against each other, `[m][m]`.

      - Precondition: indices are from 0 to `models − 1`, and differ.

    strengths
      The strengths β of models.

      - Parameter wins: how often each model won against each other, `[m][m]`, ties as halves.
      - Returns: `[m]`, with a mean of 0.
      - Throws: `StatisticsError.notIdentified` where the maximum does not exist; `unconnected` says which models are to
        blame.
      - Precondition: at least two models; a square table, finite and not negative, its diagonal 0.
      - Complexity: about 10·m³.

    rating
      β on Elo's scale.

    unconnected
      The smallest set that speaks against strengths; `nil` where they exist.

      - Precondition: as for `strengths`.

    ratings
      Ratings with bootstrap intervals.

      Units with the same games are one kind, and each draw takes as many units as there are with replacement, draw `b` from
      `stream[b]`.

      - Parameters:
        - units: what is drawn, each with its games: a comparison, or a problem with all comparisons about it.
        - models: the number of models.
        - draws: the number of draws; 0 for none, and then no intervals.
        - level: the confidence level.
        - stream: where draws come from.
      - Throws: `StatisticsError.notIdentified` as `strengths` does.
      - Precondition: at least one unit; `level` in (0, 1).
      - Complexity: draws × (games of all kinds + 10·m³).
    """#,
    "ModelRanks": #"""
    Ranks of models with the same problems, with what they would be on other problems of the kind.

    Every draw takes M of the M problems with replacement, for all models together, and ranks the means:

    ```
    ranks: percentiles of the drawn ranks;   best: the share of draws with rank 1
    possible: from 1 + #{k : d_k + c·s_k < 0} to m − #{k : d_k − c·s_k > 0},   d_k = mean − mean_k
    ```

    with s_k the deviation of d_k over draws and c the quantile of `max_k |d*_k − d_k|/s_k`, so that all differences of a
    model hold at once. The percentiles show how ranks move and are *no* confidence interval where models are close: in 1000
    simulations of 6 models and 200 problems "95 %" percentiles held the rank of 77 % of equal models,
    all of which have rank 1, and of 96 % that are 0.01 apart; possible ranks held 97 and 99.5 %.

    Assumes: problems are drawn from many and independent. The share of draws is no probability that a model is best: of two
    equal models each gets half on average, and any split in one file.

    - Not for: the claim that a model is best, for which its difference to each other one is tested (`SignFlip`, corrected);
      models that were not run on the same problems.
    - Source: Efron 1979, Annals of Statistics 7(1), 1–26; Goldstein and Spiegelhalter 1996, JRSS A 159(3), 385–443
      (percentiles of ranks); Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91(1), 476–518, section 3
      (possible ranks, for one model at a time).
    - Deviation: possible ranks use one step of the bootstrap and not the stepwise refinement.

    ranks
      The ranks of models.

      - Parameters:
        - scores: of each problem by each model, `[M][m]`; more is better.
        - draws: the number of draws.
        - level: the confidence level.
        - stream: where draws come from.
      - Precondition: at least two problems and two models, a rectangular finite table, `draws ≥ 1`, `level` in (0, 1).
      - Complexity: draws × (M·m + m²).
    """#,
    "Correlation": #"""
    Whether two things rise together.

    - Not for: a p value (`Kendall` has one); relations that rise and fall.

    spearman
      Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing their mean rank.

      - Returns: a number in [−1, 1]; `nil` if either array is constant or has fewer than two values.
      - Precondition: the arrays have the same length and no NaN.
      - Source: Spearman 1904, American J. of Psychology 15(1), 72–101.
      - Deviation: none.
    """#,
    "EffectReading": #"""
    The word that a report may use for a difference.

    One rule for all studies, so that no sentence says more than its interval.

    - Source: the study protocol, section 0, "What a sentence may say".
    - Deviation: `floor`, which the protocol does not name. That a difference must also exceed that of
      a null, where samples are compared, is left to the caller.
    - Not for: verdicts on registered hypotheses, which are tests, corrected together; margins that were
      chosen after a look at the data.

    read
      The reading of a difference, the first of these that holds:

      ```
      unclear        value, standard error, low, high or baseline is NaN
      ceiling        baseline > ceiling
      floor          baseline < floor and baseline + value < floor
      higher         low > 0 and value ≥ margin
      lower          high < 0 and value ≤ −margin
      noDifference   −margin ≤ low and high ≤ margin
      unclear        otherwise
      ```

      An interval away from 0 with a value inside the margin is `noDifference` if it lies inside the
      margin as a whole, else `unclear`: significant is not the same as large. Comparisons are
      exact; nothing is rounded first.

      - Parameters:
        - estimate: a difference, arm − baseline, with its interval, such as of `CrossedInterval`.
        - margin: the smallest difference that matters, in the units of the estimate.
        - baseline: what the difference is from, in the same units; `nil` if there is no such level,
          as for a difference of log-probabilities.
        - ceiling: above this the baseline has no room.
        - floor: below this both sides are too low; `nil` if there is no such level.
      - Precondition: `margin` is positive; neither `ceiling` nor `floor` is NaN.
    """#,
    "Equivalence": #"""
    Tests that a difference is too small to matter.

    - Not for: margins that were chosen after a look at the data; a few skewed differences. A test that does
      not pass is no proof of a difference.

    tost
      Two one-sided t tests of paired differences.

      ```
      t_lower = (D̄ + M)/SE,   t_upper = (D̄ − M)/SE,   p = max(P(T ≥ t_lower), P(T ≤ t_upper))
      ```

      Without spread, p is 0 if the mean lies inside the margin, ½ on it and 1 outside.

      - Parameters:
        - differences: one a replicate, `[n]`.
        - margin: the largest difference that does not matter, in the same units.
        - alpha: the level of each one-sided test.
      - Precondition: at least two finite differences, a positive margin and `alpha` in (0, ½).
      - Source: Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15(6), 657–680.
      - Deviation: a spread below 1e-12 of the largest difference is taken as 0.
    """#,
    "JonckheereTerpstra": #"""
    The Jonckheere–Terpstra test for a trend over ordered groups.

    ```
    J = Σ_{g<h} #{x in g, y in h : x < y} + ½·#{x = y}
    E = (N² − Σ n_g²)/4,   Var = [N²(2N+3) − Σ n_g²(2n_g+3)]/72,   z = (J − E)/√Var
    ```

    The p value is the normal approximation without continuity correction; the variance ignores ties, which makes z too small
    where there are many, unless it is corrected for them.

    - Source: Jonckheere 1954, Biometrika 41, 133–145, eq. 9–11; Hollander, Wolfe and Chicken 2014, Nonparametric Statistical
      Methods, eq. 6.19 (ties).
    - Deviation: none.
    - Not for: conditions that the same replicates went through (`PageTrend`); few values, for which the
      normal approximation is rough.

    test
      Tests whether values rise with the order of their groups.

      - Parameters:
        - groups: at least two groups in order, each with at least one value.
        - correctsTies: whether the variance is that of values some of which are equal.
      - Returns: z as the statistic, 0 where all values are equal; `count` is the number of values.

    statistic
      J: pairs from different groups that rise with the order, ties counted half.
    """#,
    "Kendall": #"""
    Kendall's rank correlation.

    - Not for: how large a change is; relations that rise and fall.

    test
      Tests whether two orders agree.

      ```
      τ_b = S/√((n₀ − n₁)(n₀ − n₂)),   n₀ = n(n−1)/2,   n₁, n₂ pairs tied in either
      ```

      The exact p is the share of all orders with an S at least as extreme.

      - Returns: `nil` if either is constant, where τ is not defined.
      - Precondition: both have the same length and no NaN.
      - Source: Kendall 1938, Biometrika 30(1–2), 81–93; 1945, Biometrika 33(3), 239–251 (ties).
      - Deviation: none.
    """#,
    "MannWhitney": #"""
    The test of Wilcoxon, Mann and Whitney on the ranks of two independent samples.

    - Not for: pairs (`Wilcoxon`); a comparison of means where spreads differ: what it tests is whether one is
      larger more often, and then not at its level.

    test
      Tests whether values of one sample tend to be larger than those of the other.

      ```
      exact:  the distribution of the rank sum over all C(n+m, n) choices of the observed mid-ranks
      normal: z = (U − nm/2 ∓ ½)/√( nm/12·(N + 1 − Σ(t³ − t)/(N(N − 1))) ),   t the sizes of ties
      ```

      The exact two-sided p is twice the smaller tail, at most 1. Equal values everywhere give p = 1, z = 0.

      - Precondition: at least one value in each, all finite.
      - Source: Mann and Whitney 1947, Annals of Math. Statistics 18(1), 50–60; ties as in Hollander and
        Wolfe 1999, section 4.1.
      - Deviation: values nearer than 1e-10 of the largest magnitude are ties.
    """#,
    "McNemar": #"""
    McNemar's test: whether two models solve the same share of the same problems.

    - Not for: several samples a problem, whose shares say more (`SignFlip` over problems); claims about
      training again.

    test
      The test on the numbers of problems that exactly one of the two models solves.

      ```
      exact:  min(1, 2·P(X ≤ min(b, c))),   X binomial with b + c trials of probability ½
      mid-p:  2·P(X ≤ min(b, c)) − P(X = min(b, c))
      ```

      No discordant problem gives p = 1 and χ² = 0. This compares two *models*, on problems as a random
      draw; it says nothing about training either of them again.

      - Precondition: neither count is negative.
      - Source: McNemar 1947, Psychometrika 12(2), 153–157; mid-p: Fagerland et al. 2013, BMC Medical
        Research Methodology 13:91.
      - Deviation: the corrected numerator is 0, not 1, when b = c.
    """#,
    "MultipleComparisons": #"""
    p values adjusted for being looked at together.

    An adjusted p is the smallest level of the whole family at which that hypothesis is rejected. All four
    keep the order of their input, are at most 1 and take an empty family to an empty one.

    - Precondition (of all four): every p is in [0, 1].
    - Not for: tests that were picked after a look: the family is all that were made. Benjamini's two where a
      single false rejection would be costly.

    holm
      Controls the probability of any false rejection, under any dependence.

      ```
      p̃_(i) = max_{j ≤ i} min(1, (m − j + 1)·p_(j))
      ```

      - Source: Holm 1979, Scandinavian J. of Statistics 6(2), 65–70.
      - Deviation: none.

    hochberg
      Controls the probability of any false rejection, for independent or positively dependent tests.

      ```
      p̃_(i) = min_{j ≥ i} (m − j + 1)·p_(j)
      ```

      - Source: Hochberg 1988, Biometrika 75(4), 800–802.
      - Deviation: none.

    benjaminiHochberg
      Controls the expected share of false rejections, for independent or positively dependent tests.

      ```
      p̃_(i) = min_{j ≥ i} min(1, m/j · p_(j))
      ```

      - Source: Benjamini and Hochberg 1995, J. R. Statist. Soc. B 57(1), 289–300.
      - Deviation: none.

    benjaminiYekutieli
      Controls the expected share of false rejections, under any dependence.

      ```
      p̃_(i) = min_{j ≥ i} min(1, m·H_m/j · p_(j)),   H_m = Σ_{i ≤ m} 1/i
      ```

      - Source: Benjamini and Yekutieli 2001, Annals of Statistics 29(4), 1165–1188, theorem 1.3.
      - Deviation: none.
    """#,
    "PageTrend": #"""
    Page's test for a trend over ordered conditions that every replicate went through.

    Each row is ranked by itself, equal values sharing their mean rank, and with k columns and n
    rows

    ```
    L = Σ_rows Σ_j j·rank_j
    E = n·k(k + 1)²/4,   Var = k(k + 1)/12 · Σ_rows Σ_j (rank_j − (k + 1)/2)²,   z = (L − E)/√Var
    ```

    Without ties Var is Page's `n·k²(k + 1)²(k − 1)/144`. Up to `exactLimit` columns p is exact:
    under the null every order of the ranks of a row is as likely as any other, and rows are
    independent. Beyond, z is taken as normal without continuity correction.

    - Source: Page 1963, JASA 58(301), 216–230 (L, its mean and variance, the tables); ties as in
      Hollander and Wolfe 1999, section 7.2.
    - Deviation: with ties p is that of the observed mid-ranks, which is exact given the ties;
      tables and scipy's `page_trend_test` take the distribution without ties. Values nearer than
      1e-10 of the row's largest magnitude are ties.
    - Not for: independent groups (`JonckheereTerpstra`); an order that was chosen after a look. A small p is
      no proof that every step rises: one large step is enough.

    test
      Tests whether values rise from the first column to the last.

      The two-sided p is twice the smaller tail, at most 1. Rows without any difference give p = 1.

      - Parameters:
        - rows: one row a replicate, columns in the order in which they should rise, `[n][k]`.
        - alternative: the direction that counts as evidence; `greater` is rising.
      - Returns: L as the statistic; `count` is the number of rows.
      - Precondition: at least one row and two columns; the table is rectangular and finite.
      - Complexity: k! a pattern of ties and about n²·k⁶/18 operations if exact, else n·k·log k.

    statistic
      L, between `n·k(k + 1)(k + 2)/6` for falling and `n·k(k + 1)(2k + 1)/6` for rising rows.

      - Precondition: as for `test`.
    """#,
    "SignFlip": #"""
    The paired permutation test: under the null hypothesis every difference could as well have had the
    other sign.

    - Source: Fisher 1935, The Design of Experiments, section 21.
    - Deviation: sums nearer than 1e-10 of Σ|D| count as ties, so that rounding never makes p smaller.
    - Not for: fewer than six pairs at 5 % two-sided, where no p is small enough (five give 0.0625 at least);
      arms without pairs (`TwoSamplePermutation`); differences that are skewed under the null.

    test
      Tests whether the mean of paired differences is 0.

      ```
      exact:        p = #{patterns with a statistic at least as extreme} / 2^n
      Monte Carlo:  p = (b + 1)/(B + 1)
      ```

      The observed pattern counts itself, so p is never 0. Zeros change no p value and are left out. All zeros
      give p = 1. Exact are up to 20 differences that are not 0, and any number on a lattice (`SignFlip+Exact`).

      - Parameters:
        - differences: one a replicate, `[n]`.
        - alternative: the direction that counts as evidence.
        - stream: used where p is not exact.
      - Returns: the mean difference as the statistic, and p.
      - Precondition: at least one difference, all finite.
      - Complexity: 2^n additions, at most a million; on a lattice n times the number of steps, at most 10⁹.

    floor
      The smallest p value that differences of these sizes can give, whatever their signs.

      Zeros say nothing: sixty pairs of which five differ are five.

    floor
      The smallest p value that n differences can give, none of them 0 and on no lattice.

      ```
      two-sided 2/2^n, one-sided 1/2^n;   beyond 20 differences 1/100001
      ```

      - Precondition: `n` is at least 1.

    interval
      The interval of all mean differences that the exact two-sided test does not reject.

      The test rejects a difference θ by how many means of subsets of the differences lie below θ, so with
      `m = ⌊(1 − level)/2 · 2^n⌋` the ends are the m-th smallest and the m-th largest mean of all 2^n − 1
      non-empty subsets. For continuous symmetric errors the coverage is exactly `1 − 2m/2^n`.

      - Returns: `nil` where no such interval is bounded (m = 0: fewer than 6 differences at 95 %) or
        beyond 20 differences.
      - Precondition: at least one difference, all finite; `level` in (0, 1).
      - Source: Hartigan 1969, JASA 64(328), 1303–1317 (typical values).
      - Deviation: none.

    curve
      The two-sided test for several means over the same pairs at once, such as differences of pass@k for
      several k: all share the sign patterns.

      Pairs whose differences are all 0 change no p value and are left out of the work. What is exact by itself
      (`test`) is exact here. Of many pairs of few kinds (pairs whose differences are equal but for the sign), the number
      of signs + of each kind is drawn instead of the signs.

      - Parameters:
        - differences: `[K][n]`.
        - draws: random sign patterns beyond `exactLimit`.
        - stream: pattern `b` is addressed by `stream[b]`.
        - workers: the most threads; the result does not depend on it.
      - Returns: one result for each of the K, in order.
      - Precondition: as for `test`, and all K have the same number of differences.
    """#,
    "TTest": #"""
    Student's t test of a mean.

    - Not for: a few skewed or bounded values, where the level is not kept and cannot be checked; pairs taken
      as two samples, which throws the pairing away.

    oneSample
      Whether the mean of independent values differs from a reference.

      ```
      t = (x̄ − μ)/(s/√n),   n − 1 degrees of freedom
      ```

      Without spread, t is 0 (p = 1 two-sided, ½ one-sided) if the mean is the reference, and otherwise
      the largest finite number with the sign of the difference, so that a result can be written as JSON.

      - Returns: the t statistic and its p value.
      - Precondition: at least two values, all finite.
      - Source: Student 1908, Biometrika 6(1), 1–25.
      - Deviation: a spread below 1e-12 of the largest value is taken as 0.

    paired
      Whether paired values differ on average: the test of their differences `first − second` against 0.

      - Precondition: both arrays have the same length of at least two.

    welch
      Welch's test of two independent samples with unequal variances.

      ```
      t = (x̄ − ȳ)/√(s_x²/n + s_y²/m),   ν = (s_x²/n + s_y²/m)²/((s_x²/n)²/(n−1) + (s_y²/m)²/(m−1))
      ```

      Without spread in either sample, t is 0 (p = 1 two-sided) if the means are equal and otherwise the
      largest finite number with the sign of the difference.

      - Precondition: at least two values in each, all finite.
      - Source: Welch 1947, Biometrika 34(1–2), 28–35; Satterthwaite 1946 (ν).
      - Deviation: a spread below 1e-12 of the largest value is taken as 0.
    """#,
    "TwoSamplePermutation": #"""
    The unpaired permutation test: under the null hypothesis the labels of two samples are arbitrary.

    - Source: Pitman 1937, Supplement to J. R. Statist. Soc. 4(1), 119–130.
    - Deviation: mean differences nearer than 1e-10 of the largest magnitude count as ties, so that rounding
      never makes p smaller.
    - Not for: pairs (`SignFlip`); the means of samples with different spread, for which it is no exact test
      (`TTest.welch`).

    test
      Tests whether two independent samples have the same mean.

      ```
      exact:        p = #{choices of n of n + m values at least as extreme}/C(n+m, n)
      Monte Carlo:  p = (b + 1)/(B + 1)
      ```

      The observed labels count themselves, so p is never 0.

      - Parameters:
        - first: one sample, `[n]`.
        - second: the other, `[m]`.
        - alternative: the direction that counts as evidence; `greater` is a larger first mean.
        - stream: used only where choices are not enumerated.
      - Returns: the difference of the means as the statistic, and p.
      - Precondition: at least one value in each, all finite.

    floor
      The smallest p value that samples of n and m values can give.

      ```
      one-sided 1/C(n+m, n);   two-sided twice that if n = m, where the mirrored choice is as extreme
      ```

      - Precondition: `n` and `m` are at least 1.
    """#,
    "VerifierLaw": #"""
    What a checker's errors do to learning from its verdicts.

    With ρ₀ the share of wrong responses that are called right and ρ₁ that of right ones that are called wrong, the expected
    policy gradient is scaled by J, and a sample is worth a part of one with a perfect checker:

    ```
    J = 1 − ρ₀ − ρ₁;   p̃ = (1 − ρ₁)p + ρ₀(1 − p);   factor = J² p(1−p) / (p̃(1−p̃))
    ```

    It holds for errors that do not depend on the response; others train what they depend on.

    - Source: Youden 1950, Cancer 3(1), 32–35 (J); Cai et al. 2025, arXiv:2510.00915, section 3 (the gradient).
    - Deviation: none.
    - Not for: checkers that can be gamed, whose errors the policy looks for; verdicts in pairs or grades.
    """#,
    "Wilcoxon": #"""
    Wilcoxon's test on the ranks of paired differences.

    - Not for: fewer than six pairs at 5 % two-sided, where no p is small enough; skewed differences, of which
      it tests the pseudomedian and not the mean.

    signedRank
      The signed-rank test: zeros are dropped, equal magnitudes share their mean rank.

      ```
      exact:  the distribution of W⁺ over all 2^n signs of the observed ranks
      normal: z = (W⁺ − n(n+1)/4 ∓ ½)/√(n(n+1)(2n+1)/24 − Σ(t³ − t)/48),   t the sizes of ties
      ```

      The exact two-sided p is twice the smaller tail, at most 1. The two-sided continuity correction
      never takes z across 0. All zeros give p = 1 and z = 0.

      - Parameters:
        - differences: one a replicate, `[n]`.
        - alternative: the direction that counts as evidence.
      - Precondition: all differences are finite.
      - Source: Wilcoxon 1945, Biometrics Bulletin 1(6), 80–83; ties as in Hollander and Wolfe 1999,
        section 3.1.
      - Deviation: magnitudes nearer than 1e-10 of the largest are ties, and those below it are zeros.
    """#,
  ]
}
