using Kirana.Data;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Objectives;

/// <summary>What boosting minimises: the sum over rows of weight × loss. Immutable and thread-safe.</summary>
/// <remarks>F is a row's raw score and y its target. Each round fits its tree to the first and second derivatives of the loss by F
/// (Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 2001; Chen and Guestrin, "XGBoost", KDD 2016,
/// equation 3); the first score F₀ is the constant of least loss where there is no other word.</remarks>
public abstract class Objective
{
    private const int BlockRows = 1 << 14;

    /// <summary>Squared error: predicts the mean. The default for numbers.</summary>
    /// <remarks>½·(F − y)². Targets: finite numbers.</remarks>
    public static Objective Squared { get; } = Of(default(SquaredLoss));

    /// <summary>Logistic loss: predicts the probability of class 1 of targets 0 and 1. The default for two categories.</summary>
    /// <remarks>ln(1 + e^F) − y·F; F is the log odds, and the prediction 1 / (1 + e^−F).</remarks>
    public static Objective Logistic { get; } = Of(default(LogisticLoss));

    /// <summary>Poisson deviance: predicts the mean of counts.</summary>
    /// <remarks>e^F − y·F; the prediction is e^F. The second derivative is taken e^0.7 times as large, which bounds the steps of leaves that
    /// hold zeros only, as LightGBM's and XGBoost's <c>max_delta_step</c> does. Targets: finite numbers from 0 up.</remarks>
    public static Objective Poisson { get; } = Of(default(PoissonLoss));

    /// <summary>Absolute error: predicts the median.</summary>
    /// <remarks>|F − y|. It has no second derivative: trees are grown with 1 in its place, and leaves set to the median of their residuals
    /// (Friedman 2001, § 4.3). Targets: finite numbers.</remarks>
    public static Objective Absolute { get; } = Of(default(AbsoluteLoss));

    /// <summary>A stable name, kept in model files.</summary>
    public abstract string Name { get; }

    /// <summary>How scores become predictions.</summary>
    public abstract Link Link { get; }

    /// <summary>The number of scores of a row, K: 1, or the number of classes.</summary>
    public virtual int Outputs => 1;

    /// <summary>Where leaves are set to a quantile of their residuals, which one; else <see langword="null"/>.</summary>
    internal virtual double? LeafQuantile => null;

    /// <summary>Tweedie deviance: predicts the mean of amounts that are often 0.</summary>
    /// <param name="power">ρ between 1 and 2, both exclusive: nearer 1 like counts, nearer 2 like amounts without zeros; 1.5 by default.</param>
    /// <remarks>−y·e^((1−ρ)·F)/(1−ρ) + e^((2−ρ)·F)/(2−ρ); the prediction is e^F (Yang, Qian and Zou, "Insurance premium prediction via gradient
    /// tree-boosted Tweedie compound Poisson models", JBES 2018, equation 9). Targets: finite numbers from 0 up.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="power"/> lies outside.</exception>
    public static Objective Tweedie(double power = 1.5)
    {
        Between(power, 1, 2, nameof(power));
        return Of(new TweedieLoss(power));
    }

    /// <summary>Pinball loss: predicts a quantile.</summary>
    /// <param name="level">α between 0 and 1, both exclusive: 0.9 is exceeded by one target in ten.</param>
    /// <remarks>max(α·(y − F), (α − 1)·(y − F)). It has no second derivative: trees are grown with 1 in its place, and leaves set to the
    /// α-quantile of their residuals (Friedman 2001, § 4.3). Targets: finite numbers.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> lies outside.</exception>
    public static Objective Quantile(double level)
    {
        Between(level, 0, 1, nameof(level));
        return Of(new QuantileLoss(level));
    }

    /// <summary>Huber loss: predicts a mean that outliers do not pull.</summary>
    /// <param name="delta">δ, the residual beyond which the loss grows linearly, above 0, in the target's unit; 1 by default.</param>
    /// <remarks>½·r² for |r| ≤ δ and δ·(|r| − ½·δ) beyond, with r = F − y (Huber, "Robust estimation of a location parameter", Annals of
    /// Mathematical Statistics 1964); the second derivative is taken as 1 throughout, and F₀ is the median. Targets: finite numbers.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive and finite.</exception>
    public static Objective Huber(double delta = 1)
    {
        Between(delta, 0, double.PositiveInfinity, nameof(delta));
        return Of(new HuberLoss(delta));
    }

    /// <summary>Multinomial loss: predicts the probabilities of K classes; targets are 0 … K − 1. The default for more than two categories.</summary>
    /// <param name="classes">K, at least 2.</param>
    /// <remarks>ln Σₖ e^Fₖ − F_y, a tree for each class and round (Friedman 2001, algorithm 6); the prediction is e^Fₖ / Σⱼ e^Fⱼ. The second
    /// derivative p·(1 − p) is multiplied by K/(K − 1), for one of the K scores is redundant.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2.</exception>
    public static Objective Softmax(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return new SoftmaxObjective(classes);
    }

    /// <summary>LambdaMART: orders the rows of each group by relevance, judged by NDCG.</summary>
    /// <param name="cutoff">The ranks that count, at least 1; 30 by default.</param>
    /// <remarks>Targets are relevances 0 … 30; a step of one doubles what a good place is worth. Two rows of a group, better i and worse j,
    /// pull each other apart by |ΔNDCG| / (1 + e^(Fᵢ − Fⱼ)), where ΔNDCG is what exchanging them would change (Burges, "From RankNet to
    /// LambdaRank to LambdaMART", MSR-TR-2010-82, §§ 3–7). Only pairs with a row among the first <paramref name="cutoff"/> count. The loss
    /// that early stopping sees is 1 − the mean NDCG of the groups.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cutoff"/> is below 1.</exception>
    public static Objective LambdaMart(int cutoff = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        return new LambdaMartObjective("lambdamart", cutoff, () => new NdcgMeasure(cutoff));
    }

    /// <summary>LambdaMART judged by mean average precision: orders the rows of each group so that relevant ones come first.</summary>
    /// <param name="cutoff">The ranks that count, at least 1; 30 by default.</param>
    /// <remarks>Targets are relevances 0 … 30, of which all above 0 count the same (Donmez, Svore and Burges, "On the local optimality of
    /// LambdaRank", SIGIR 2009, § 3).</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cutoff"/> is below 1.</exception>
    public static Objective LambdaMartPrecision(int cutoff = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        return new LambdaMartObjective("lambdamart-precision", cutoff, () => new AveragePrecisionMeasure(cutoff));
    }

    /// <summary>An objective of one's own loss.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">Its parameters.</param>
    public static Objective Of<TLoss>(TLoss loss) where TLoss : struct, IPointwiseLoss<TLoss> => new PointwiseObjective<TLoss>(loss);

    /// <summary>An objective of one's own derivatives.</summary>
    /// <param name="name">A name, kept in model files.</param>
    /// <param name="gradient">The derivatives by score and target. Called from several threads.</param>
    /// <param name="loss">The loss by score and target, for early stopping. Called from several threads.</param>
    /// <param name="constant">The score F₀ to begin with; 0 by default.</param>
    /// <param name="link">How scores become predictions; <see cref="Link.Identity"/> by default; not <see cref="Link.Softmax"/>.</param>
    /// <exception cref="ArgumentException">The name is empty or the link needs several outputs.</exception>
    public static Objective Custom(
        string name, Func<float, float, GradientPair> gradient, Func<double, double, double> loss, double constant = 0, Link link = Link.Identity) =>
        new DelegateObjective(name, gradient, loss, constant, link);

    /// <summary>Refuses targets the objective is not made for.</summary>
    /// <exception cref="DataException"><c>bad-target</c>.</exception>
    internal virtual void Check(ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++)
            if (!float.IsFinite(targets[i]) || !Accepts(targets[i]))
                throw new DataException($"The target of row {i + 1} is {targets[i]}; the objective '{Name}' needs {Targets}.")
                {
                    Code = "bad-target", Row = i + 1, Hint = "Leave such rows out, or choose another objective.",
                };
    }

    /// <summary>Refuses rows without groups where the objective needs them.</summary>
    /// <exception cref="DataException"><c>bad-group</c>.</exception>
    internal virtual void CheckGroups(LabelledRows rows)
    {
    }

    /// <summary>The constant scores F₀ (K) to begin with.</summary>
    internal abstract double[] Constants(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights);

    /// <summary>The derivatives of every row for one output, with weights.</summary>
    /// <param name="scores">The scores of all rows, per output.</param>
    /// <param name="rows">Targets, weights and groups.</param>
    /// <param name="output">Which output.</param>
    /// <param name="pairs">Takes the derivatives, one for each row.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    internal virtual void Gradients(double[][] scores, LabelledRows rows, int output, Memory<GradientPair> pairs, int threads, CancellationToken cancellation) =>
        Blocks.Run(rows.Rows, BlockRows, threads, cancellation, (_, start, end) =>
        {
            var block = pairs.Span[start..end];
            Gradients(scores, rows.Targets, start, output, block);
            if (rows.Weights.Length > 0)
                for (var i = 0; i < block.Length; i++)
                    block[i] = block[i].Times(rows.Weights[start + i]);
        });

    /// <summary>The derivatives of rows from <paramref name="start"/> on, without weights.</summary>
    private protected abstract void Gradients(double[][] scores, ReadOnlySpan<float> targets, int start, int output, Span<GradientPair> pairs);

    /// <summary>The mean loss of all rows.</summary>
    internal virtual double MeanLoss(double[][] scores, LabelledRows rows)
    {
        Span<double> own = stackalloc double[scores.Length <= 64 ? scores.Length : 0];
        own = own.Length == scores.Length ? own : new double[scores.Length];
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < rows.Rows; i++)
        {
            for (var k = 0; k < own.Length; k++)
                own[k] = scores[k][i];
            var w = rows.Weights.Length == 0 ? 1 : (double)rows.Weights[i];
            sum += w * Loss(own, rows.Targets[i]);
            weight += w;
        }

        return sum / weight;
    }

    /// <summary>The loss of one row.</summary>
    /// <param name="scores">The row's scores (K).</param>
    /// <param name="target">The row's target.</param>
    private protected abstract double Loss(ReadOnlySpan<double> scores, float target);

    /// <summary>The targets as words for a message.</summary>
    protected abstract string Targets { get; }

    /// <summary>Whether a finite target can be used.</summary>
    /// <param name="target">The target.</param>
    protected abstract bool Accepts(float target);

    private protected Objective()
    {
    }

    private static void Between(double value, double lower, double upper, string name)
    {
        if (!(value > lower && value < upper))
            throw new ArgumentOutOfRangeException(name, value, $"Expected a number between {lower} and {upper}, both exclusive.");
    }
}
