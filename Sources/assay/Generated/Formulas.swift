// swift-format-ignore-file
// Made by .ci/make-formulas.

/// Formulas of components.
enum Formulas {
  /// The formula as it is documented, by the name of the type.
  static let byType: [String: String] = [
    "AnchorStates": #"""
    A = A^E + ω·A^S;   A^E: returns of episodes within the group;   A^S: discounted returns from a turn on, among the turns of
    all trajectories that read the same text before (anchor states);   0 for a state that one turn alone has
    """#,
    "AsymmetricBaseline": #"""
    A_i = r_i − (μ − δ)
    """#,
    "BatchScaled": #"""
    A_i = (r_i − μ_group) / (σ_batch + ε),   σ with divisor B − 1;   0 if the rewards of the batch span less than 1e-6
    """#,
    "BestOfGroup": #"""
    A_best = r_max − r_2nd, over the group's standard deviation if `scales`; 0 for the others and for ties
    """#,
    "DifficultyWeighted": #"""
    A' = A · w(x),   w(x) = low + span / (1 + exp(k(x − x₀))),   x = p̂ where A > 0, else 1 − p̂
    """#,
    "DownSampled": #"""
    subset: the k lowest and the m − k highest rewards, k the one with the largest variance;   A by the base, on the subset
    """#,
    "EntropyAdvantage": #"""
    A'_t = A_t + min(α·H_t, |A_t|/κ)     H_t the entropy of the plain policy, not differentiated
    """#,
    "GeneralizedAdvantage": #"""
    δ_t = r_t + γ·V_{t+1} − V_t,   A_t = δ_t + γλ·A_{t+1},   R_t = A_t + V_t
    """#,
    "GreedyBaseline": #"""
    A_i = r_i − r(greedy)
    """#,
    "GroupFiltered": #"""
    S = the k best by the measure;   A_i = (r_i − μ_S) / (σ_S + ε) for i in S, else 0
    """#,
    "GroupRelative": #"""
    A_i = (r_i − μ) / (σ + ε),   σ with divisor G − 1;   A_i = 0 if the rewards span less than 1e-6 or G = 1
    """#,
    "GuidedAdvantage": #"""
    A_i = (r_i − μ_own) / (σ_own + ε),   σ_own = 1 where the policy's own rewards do not differ
    """#,
    "LeaveOneOut": #"""
    A_i = r_i − Σ_{j≠i} r_j / (G − 1) = G/(G−1) · (r_i − μ);   0 for a group of one
    """#,
    "LengthWeighted": #"""
    A_i = r_i − Σ_j L_j r_j / Σ_j L_j
    """#,
    "LogMeanExp": #"""
    A_i = r_i − τ log mean_j exp(r_j/τ)
    """#,
    "MaxAtKAdvantage": #"""
    binary:      s_i = k/n if right, (k/n)·ρ(n−1, c, k−1) if wrong, ρ the unbiased pass@
    continuous:  s_i = Σ over the sets of k that hold i of their largest reward / C(n, k)
    """#,
    "MaximumLikelihood": #"""
    A_i = (r_i − μ) / μ;   0 where μ ≤ 0
    """#,
    "MovingBaseline": #"""
    running:  A = r − b,  then b ← decay·b + (1 − decay)·r     (the old b, completion by completion; b starts at 0)
    batch:    A = r − mean of the batch's rewards
    """#,
    "OptimalTokenBaseline": #"""
    W_it = Σ_{s ≤ t} (1 − 2π_is + Σ_v π_is(v)²),   B_t = Σ_i G_it W_it / Σ_i W_it,   A_it = G_it − B_t
    """#,
    "PassAtKAdvantage": #"""
    σ = √(ρ̄(1−ρ̄));   A⁺ = (1−ρ̄)/(σ+ε);   A⁻ = (1−ρ̄ − C(n−c−1,k−1)/C(n−1,k−1))/(σ+ε);   0 where σ = 0
    """#,
    "ProcessAndOutcome": #"""
    x_it = n/(n−1)·r_it − Σ_j mean_t(r_j)/(n−1);   process = Σ_{s ≥ t} x_is;   outcome = RLOO of o_i
    A = c_p·process + c_o·outcome, then (A − mean)/(std + ε) over the tokens of the batch
    """#,
    "RewardToGo": #"""
    G_t = Σ_{s ≥ t} γ^(s−t) r_s   over tokens that the policy drew;   with baseline `group`: r minus the group's mean first
    whiten: (G − μ)/√(σ² + 1e-8) over the tokens of the batch
    """#,
    "SignalScaled": #"""
    A_i = α (r_i − μ_group) / f,   α = B / (completions whose group has a signal)
    """#,
    "SingleStream": #"""
    p̂ = α/(α + β),   A = r − p̂,   then α ← ρα + r, β ← ρβ + 1 − r;   A is standardized over the batch
    ρ = 2^(−KL/D½), at most `most`, KL the mean of k1 between the policy now and when the problem was last seen
    """#,
    "SoftmaxWeights": #"""
    A_i = G · softmax(r/τ)_i      the mean weight is 1
    """#,
    "TreeCredit": #"""
    V(n) = mean reward of the leaves below n
    node:     R(n) = ([V(n) − V(root)] + [V(n) − V(parent)]) / √leaves(n), for the tokens of segment n       (TreeRL)
    step:     V(n) − V(parent), for the tokens of segment n                                                  (SPO-tree)
    sibling:  V(n) − mean of V over n and its siblings, for the tokens of segment n                           (TreeRPO)
    leaf:     A = Σ_d |S_d| (r − mean S_d) / Σ_d |S_d|, over the groups S_d of leaves that share a prefix, singletons left out   (TreePO)
    trunks:   A = (r − mean)/(sd + ε) over the leaves of a trunk and its branches, and the same over all leaves: their sum       (Tree-GRPO)
    """#,
    "AdaptiveKLDial": #"""
    β ← β·(1 + clip(KL/target − 1, ±0.2)·n/horizon)     KL the metric `kl`, n the completions of a step
    """#,
    "EntropyTargetDial": #"""
    applied = c if H ≤ target, else 0;   then c ← c + δ if H ≤ target, else c − δ, within [least, most]
    """#,
    "EntropyTemperatureDial": #"""
    log T ← log T + η(H* − H), T within [least, most];   H the mean entropy of the plain policy over the tokens of the last batch
    """#,
    "AsymmetricCandidates": #"""
    A > 0, H_t high:  ρ' has the value of ρ and the gradient ρ·((1 − α)∇ℓ_t + (α/K) Σ_k ∇log π(k)), k the K most probable tokens
    A < 0, H_t high and the token the most probable one:  A' = λ·A
    """#,
    "Clipped": #"""
    loss = −min(ρ·A, clip(ρ, 1−ε_low, 1+ε_high)·A),   ρ = exp(policy − anchor)
    dual clip c: where A < 0 the loss is at most −c·A
    """#,
    "ClippedImportance": #"""
    loss = −sg(clip(ρ, low, high))·A·ℓ
    relative:  1 − clip_low … 1 + clip_high     (verl, slime, SkyRL; with clip_low 1 and clip_high 4: 0 … 5)
    absolute:  0 … clip_high                    (TRL)
    none:      no bounds: the importance-weighted policy gradient
    """#,
    "ValueLoss": #"""
    loss = ½·max((V − R)², (clip(V, V_old − ε, V_old + ε) − R)²)
    """#,
    "DivergenceMasked": #"""
    loss = −A·sg(min(ρ, 20))·ℓ·valid
    tv:  invalid if A > 0 and π − π_old > δ_high, or A ≤ 0 and π − π_old < −δ_low
    kl:  invalid if the binary KL(π_old‖π) > δ and π is beyond π_old on the side that A pushes to
    """#,
    "GeometricMean": #"""
    loss_t = −A_t·exp(mean_s x_s),   x_s = min(log ρ_s, ε) where A_s > 0, max(log ρ_s, −ε) where A_s < 0
    """#,
    "DirectPreference": #"""
    Δ = (ℓ_w − ℓref_w) − (ℓ_l − ℓref_l), sums over the tokens of the chosen and the rejected
    sigmoid: −log σ(β·Δ)      ipo: (Δ − 1/(2β))²      hinge: max(0, 1 − β·Δ)
    """#,
    "OddsRatioPreference": #"""
    loss = −log σ(log odds(p_w) − log odds(p_l)),   p = exp(mean_t ℓ_t),   odds(p) = p/(1 − p)
    """#,
    "SimplePreference": #"""
    loss = −log σ(β(ℓ̄_w − ℓ̄_l) − γ),   ℓ̄ the mean over a response's tokens
    """#,
    "FullDivergence": #"""
    β = 1: KL(policy‖other)    β = 0: KL(other‖policy)    else the generalized Jensen–Shannon divergence
    """#,
    "KLTerm": #"""
    d = ℓ − ℓref:   k1 = d,  k2 = ½d²,  k3 = e^−d + d − 1,  k3+ = k2 + sg(k3 − k2);   weighted: ρ times it, ρ = exp(ℓ − proximal)
    """#,
    "OutcomeCrossEntropy": #"""
    s = β Σ_t (ℓφ_t − ℓref_t);   loss = −o log σ(s) − (1 − o) log(1 − σ(s)),   o = 1 for a right completion, else 0
    """#,
    "SequenceClipped": #"""
    s = exp(mean_t (policy_t − proximal_t));   loss_t = −min(s·A_t, clip(s, 1−ε_low, 1+ε_high)·A_t)
    token:  the same value; the gradient of a token's loss flows through that token alone: s_t = sg(s)·exp(ℓ_t − sg(ℓ_t))
    """#,
    "ShapedProbability": #"""
    loss = −A·f(π),   f(π) = π/(π + γ)     gradient weight γπ/(π + γ)²
    """#,
    "SoftAdaptive": #"""
    loss = −A·(4/τ)·σ(τ(ρ − 1)),   τ = τ⁺ where A > 0, else τ⁻     its slope at ρ = 1 is that of the policy gradient
    """#,
    "SquaredRatio": #"""
    loss = −A·ℓ + (τ/2)·(ℓ − ℓ_old)²
    """#,
    "ImportanceWeightedFineTuning": #"""
    sequence:  loss = −sg(ω)·ℓ,   ω = clip(exp(τ·mean_t(ℓ − ℓref)), low, high)
    token:     ω_t = clip(exp(ℓ_t − ℓref_t), low, high)
    """#,
    "TaperedOffPolicy": #"""
    A > 0:  loss = −A·ℓ          A < 0:  loss = −sg(min(π/μ, 1))·A·ℓ
    """#,
    "Covariance": #"""
    cov_t = (ℓ_t − mean ℓ)(A_t − mean A)   over the batch's tokens
    drop:  0 on a random share of tokens with cov in [low, high], else 1     (Clip-Cov)
    top:   1 on the share of tokens with the largest cov, else 0             (KL-Cov, on the term proximal-distance)
    """#,
    "DivergenceRejection": #"""
    k3 = w − 1 − log w;   left out where k3, or its mean over the completion's tokens, is above the threshold
    """#,
    "HighEntropy": #"""
    1 where H_t is at least the (1 − share) quantile of the batch's tokens, else 0
    """#,
    "LowProbability": #"""
    1 where π_roll(y_t) < below, else 0; tokens of weight 0 leave the normalizer
    """#,
    "MaskedImportance": #"""
    token:      w_t = exp(proximal_t − behavior_t), 0 outside [low, high]
    sequence:   w = exp Σ_t (…), the product, for all tokens of the completion
    geometric:  w = exp mean_t (…)
    weighs: false   1 inside, 0 outside: rejected tokens leave the normalizer
    """#,
    "OffPolicyMask": #"""
    0 where the advantages are negative and mean_t(behavior_t − proximal_t) > δ
    """#,
    "SecondMoment": #"""
    keep the tokens with the smallest (log w)², as many as have a mean of at most τ
    """#,
    "TruncatedImportance": #"""
    token:     w_t = min(exp(proximal_t − behaviour_t), C)
    sequence:  w = min(exp Σ_t (proximal_t − behaviour_t), C), the same for all its tokens
    """#,
    "Uncertainty": #"""
    φ_t = p_t(1 − p_t),   p the policy's probability before the update
    """#,
    "AdamW": #"""
    m = β₁m + (1−β₁)g,  v = β₂v + (1−β₂)g²,  θ ← θ(1 − lr·λ) − lr · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
    """#,
    "NormalizedSum": #"""
    z_ik = (r_ik − μ_k)/(σ_k + ε) over the group, σ with divisor G − 1;   s_i = Σ_k w_k z_ik;   then, if `whitens`,
    (s_i − mean)/(std + ε) over the batch
    """#,
    "ImplicitPRM": #"""
    r_t = β (log φ(y_t) − log φ_ref(y_t));   P(right) = σ(Σ_t r_t)
    """#,
    "RightSteps": #"""
    r_t = process / (number of right steps) at the last token of each right step; outcome = weight of the answer if right
    """#,
    "StepRollouts": #"""
    V̂(s_k) = mean reward of K continuations of the response up to step k;   V̂ of a whole response is its reward
    difference:  r_k = V̂(s_{k+1}) − V̂(s_k)      (VinePPO: telescopes to r − V̂(s_0))
    soft:        r_k = V̂(s_{k+1}) at each step   (Math-Shepherd, soft)
    hard:        r_k = 1[some continuation is right]
    """#,
    "Teacher": #"""
    r_t = ℓ_teacher,t − ℓ_t     not differentiated; with advantage reward-to-go, gamma 0, whiten false
    """#,
    "TurnRewards": #"""
    r_k at the last token of turn k;   with `returns`: G_k = Σ_{j ≥ k} γ^{j−k} r_j instead, the outcome with the last turn
    """#,
    "Cascade": #"""
    r = rule where it is at least `threshold`, else the model's;   cost = c_rule + P(rule turns down)·c_model
    """#,
    "Judge": #"""
    r = P(yes) / (P(yes) + P(no))   from the log-probabilities of the two words after the question
    """#,
    "LearnedVerifier": #"""
    p = σ(β Σ_t (ℓφ_t − ℓref_t));   r = the checker's verdict on problems that are `taught`, from which φ learns;   r = p on all others
    """#,
    "PairwiseJudge": #"""
    P(i ≻ j) = ½ [P(first | i, j) + P(second | j, i)];   r_i = mean over opponents of P(i ≻ j)
    """#,
    "Rubric": #"""
    r = Σ_j w_j c_j / Σ_{w_j > 0} w_j, cut off at 0 and 1;   0 if a veto criterion fails;   c_j = P(yes)
    """#,
    "ScoreJudge": #"""
    r = (Σ_s s·P(s) − s_min)/(s_max − s_min)   over the words, which stand for 1, 2, …, S
    """#,
    "ThinkingJudge": #"""
    r = mean over the votes that can be read of 1[verdict is yes]
    """#,
    "AdaptiveLength": #"""
    r = 1[right] − (β/N)·max(p̂, 1/K)·L     p̂ the share of the group that is right, K its size
    """#,
    "CosineLength": #"""
    right:  from 1 at length 0 to ½ at the cap      wrong:  from −1 to −½      cut off: `exceeded`
    r(L) = end + ½(start − end)(1 + cos(πL/cap))
    """#,
    "LeadLength": #"""
    right: exp(−α·z),   z = (L − μ)/(σ + ε) over the group's right responses, 0 for fewer than two;   wrong: −1
    """#,
    "LengthCurve": #"""
    r = max(0, 1 − |L − target| / tolerance)
    """#,
    "PassRateLength": #"""
    r = 1[right] − p̂·(w_out·L_out/max + w_in·L_in/max + w_turns·turns/max)
    """#,
    "RelativeLength": #"""
    λ = ½ − (L − min)/(max − min);   right: λ;   wrong: min(0, λ);   0 where all are as long
    """#,
    "SoftOverlong": #"""
    L ≤ cap − buffer: 0;   up to the cap: (cap − buffer − L) / buffer;   beyond it, or cut off: −1
    """#,
    "TargetLength": #"""
    exact:  1[right] − α·|n* − L|           most:  1[right]·clip(α(n* − L) + δ, 0, 1)
    """#,
    "PotentialShaping": #"""
    r'_k = γ Φ(s_{k+1}) − Φ(s_k),   Φ(s_k) = weight · right steps so far / needed steps,   Φ(terminal) = 0
    """#,
    "AnswerFrequency": #"""
    r_i = (completions of the class of a_i) / G;   semantic entropy H = −Σ_c p_c ln p_c over completions with an answer
    """#,
    "Confidence": #"""
    entropy:      r = −mean_t H_t          (RENT, EM-RL: token entropy)
    likelihood:   r = Σ_t log π(y_t)       (EM-RL: trajectory entropy)
    probability:  r = π(y)                 (RLSC)
    """#,
    "Elliptical": #"""
    b_i = φ_iᵀ (λI + Σ_j φ_j φ_jᵀ)⁻¹ φ_i,   j over the group, without i if `leaves_one_out`
    φ: the mean hidden state of the response, projected at random to `dimensions`, of length 1
    """#,
    "LogLikelihood": #"""
    r = (α − 1) Σ_t log π_ref(y_t)
    """#,
    "MajorityVote": #"""
    label = the most frequent class of answers;   r_i = 1[a_i is in it];   ratio = its share of the group
    """#,
    "PrefixMatch": #"""
    r = 1[a is a non-empty prefix of the gold text and ends where a token of the gold text ends]
    """#,
    "Repetition": #"""
    r = −weight · (1 − distinct n-grams / n-grams);   0 for responses shorter than n
    """#,
    "SelfCertainty": #"""
    u_t = logsumexp(z_t) − mean_v z_tv = −mean_v log π(v);   r = mean_t u_t over the tokens that the policy drew
    """#,
    "Constraints": #"""
    all:       1 if every instruction is followed, else 0
    fraction:  the share that is
    """#,
    "NoisyVerifier": #"""
    r̃ = 1 with probability ρ₀ for wrong and 1 − ρ₁ for right completions;   J = 1 − ρ₀ − ρ₁
    none:      r̃                         gradient × J
    backward:  (r̃ − ρ₀)/J                unbiased, variance × 1/J²
    forward:   ρ₁ − 1 for r̃ = 0, ρ₁ for 1   E[w|right] = 0, E[w|wrong] = −J; needs ρ₁ only
    """#,
    "Program": #"""
    → {"prompt": "…", "completion": "…", "answer": "…", "finished": true, "columns": {…}}
    ← 1.0      or null      or {"score": 1.0, "parts": {"brevity": 0.5}, "reason": "…"}
    """#,
    "Tags": #"""
    ^<think>…</think>\s*<answer>…</answer>$     each tag exactly once
    """#,
    "TextMatch": #"""
    exact:   1[a = gold]          f1:      word overlap 2pr/(p + r)
    choice:  1[same letter A–Z]   json:    1[both are JSON and equal, whatever the order of keys]
    """#,
    "Penalties": #"""
    z_v ← z_v/ρ if z_v > 0, else z_v·ρ     where v occurs in the prompt or the response
    z_v ← z_v − φ·c_v − π·[c_v > 0]        c_v: how often v occurs in the response
    """#,
    "AdaptiveGroups": #"""
    P(mixed | n) = 1 − p̂^n − (1 − p̂)^n,   p̂ = (right + 1)/(sampled + 2);   one completion at a time to the largest gain
    """#,
    "BudgetForcing": #"""
    wait:   the end token is taken away, `wait` is appended, the policy goes on; at most `times`
    final:  a completion that the budget cuts off gets `final` appended and up to `room` tokens more
    """#,
    "Curriculum": #"""
    staged:    difficulties up to low + (high − low)·progress/over                                            (easy to hard)
    target:    nearest to T;   T ← clip(T + η·tanh(α(r̄ − β)), low, high), r̄ the share of right completions   (AdaRFT)
    bandit:    drawn by exp(Q/τ);   Q ← α·mean|r − μ| + (1 − α)·Q of the difficulty                            (SEC)
    priority:  drawn by p̂(1 − p̂) + ε, p̂ = (right + 1)/(sampled + 2) of the difficulty
    retire:    the first that was not solved: a problem whose last group had a share of right ones of at least `solved` is passed over   (POLARIS)
    """#,
    "Guided": #"""
    LUFFY, SRFT, CHORD:  { kind: guided }
    HPT, ReLIFT:         { kind: guided, below: 0, replaces: true }
    """#,
    "Hinted": #"""
    schedule (UFT):  slices ~ Binomial(n, f), f half a cosine from 1 to 0 over a share of the run
    search (BREAD):  no hint where a completion is right without; else the fewest slices, by bisection, with which one is
    """#,
    "Power": #"""
    propose: a position j of the response, uniformly; the rest anew from q, the policy at temperature 1/α
    accept with min(1, [p(y′)/p(y)]^α · q(y)/q(y′) · |y|/|y′|)     p, q over the part that was drawn anew
    """#,
    "Search": #"""
    puct:        from the root on, the child with the largest Q + c·P·√N/(1 + n) until a segment that was not left yet
    best-first:  of all segments that were not left yet, the one with the largest Q, then P
    """#,
    "SelfPlay": #"""
    learnable: 1 − ā where 0 < ā < 1, else 0      uncertain: 1 − 2|ā − ½|
    """#,
    "Trees": #"""
    entropy, surprise:  each completion is left at its `forks` most uncertain tokens: H of the plain policy, or −log p of the token    (TreeRL, FR3E)
    segments:           in round r each completion is left after (r + 1)·every tokens                                     (SPO-tree, TreePO)
    turns:              each conversation is left at the `forks` turns with the largest H(turn) − H(first turn), where
                        α + β·(H(turn) − H(first)) > ½; H is the mean entropy of a turn's first `every` tokens            (ARPO)
    """#,
    "Addition": #"""
    loose = strict = 1 / (Σ over terms of (largest − smallest) + 1),   smallest = 10^(d−1), or 0 for d = 1;   largest = 10^d − 1
    """#,
    "Scratchpad": #"""
    84+87=   4+7+0=1c1;8+8+1=7c1;0+0+1=1c0#171          columns from the right: digit, digit, carry = digit c carry
    72*79=   72*9=648;72*70=5040;648+5040=5688#5688      a partial product a digit of the second, then its running sum
    """#,
    "DatasetTask": #"""
    text:  Question: …\nAnswer: …\n\nQuestion: …\nAnswer:
    chat:  user: …\nPlease reason step by step, and put your final answer within \boxed{}.
    """#,
    "Navigation": #"""
    face W; at i go S; at a stop|h=W see=.      (rule absolute: at a landmark the compass letter, `S`)
    face W; at i turn L; at a stop|h=W see=.    (rule relative: `L` or `R`)
    F → h=W see=i → S → h=S see=i → F → h=S see=a → X
    """#,
    "ToolUse": #"""
    calculator:  a turn that ends with `=` is a call:   72*79=   72*9= → 648   72*70= → 5040   648+5040= → 5688   #5688
    python:      a turn with a fenced block is a call: its output is heard; the last turn is the answer
    """#,
    "Judging": #"""
    reward: { kind: judge, template: "{prompt}|{response}|", "yes": "#1", "no": "#0" }          # at once
    reward: { kind: thinking-judge, template: "{prompt}|{response}|", "yes": "#1", "no": "#0" } # after working it out
    """#,
    "Mix": #"""
    strict   the task's strict verdict, on a response that ended by itself
    loose    strict, or the task accepts the response with its last number put behind "####"
    """#,
    "Countdown": #"""
    29 16 9 21>1?      29,16,9,21;29-16=13;9-21=-12;13+-12=1#(29-16)+(9-21)
    """#,
    "GeneralPoints": #"""
    J=10,Q=10,K=10|5 K 2 A>24?      5,10,2,1;10/2=5;5*5=25;25-1=24#(5*(10/2))-1
    """#,
    "StackPrograms": #"""
    0>1 1>2 2>5 4>17?       d*1+       four visible pairs of input and output; a program
    """#,
    "KnightsKnaves": #"""
    A:(B=N&C!B) B:(A=N&A~C) C:(B~A&B!A)?       B=T: B is a knight; B=N: a knave; A~B: the same; A!B: different; & and, | or, > implies
    TTT:A;TTN:B;…;NTN:ok#NTN                   assumptions in order, each closed by the first islander who contradicts it
    """#,
  ]
}
