namespace Kirana.Learn.Objectives;

/// <summary>An objective whose derivatives come from a delegate.</summary>
internal sealed class DelegateObjective : Objective
{
    private readonly Func<float, float, GradientPair> _gradient;
    private readonly Func<double, double, double> _loss;
    private readonly double _constant;

    public DelegateObjective(string name, Func<float, float, GradientPair> gradient, Func<double, double, double> loss, double constant, Link link)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(loss);
        if (link == Link.Softmax)
            throw new ArgumentException("A custom objective has one output; softmax needs several.", nameof(link));
        (Name, Link, _gradient, _loss, _constant) = (name, link, gradient, loss, constant);
    }

    public override string Name { get; }

    public override Link Link { get; }

    protected override string Targets => "finite numbers";

    protected override bool Accepts(float target) => true;

    internal override double[] Constants(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) => [_constant];

    private protected override void Gradients(double[][] scores, ReadOnlySpan<float> targets, int start, int output, Span<GradientPair> pairs)
    {
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = _gradient((float)scores[0][start + i], targets[start + i]);
    }

    private protected override double Loss(ReadOnlySpan<double> scores, float target) => _loss(scores[0], target);
}
