namespace Kirana.Recommend.Graphs;

/// <summary>h(σ) = σ / (σ + λ·σ_1) + φ·[σ ≥ σ_K]: how much of each direction of a graph passes.</summary>
/// <param name="Regularization">λ; infinite for h(σ) = σ / σ_1.</param>
/// <param name="Ideal">φ.</param>
internal readonly record struct FilterResponse(double Regularization, double Ideal)
{
    /// <summary>h of a strong direction.</summary>
    public double Of(double value, double greatest) =>
        (double.IsFinite(Regularization) ? value / (value + Regularization * greatest) : value / greatest) + Ideal;

    /// <summary>h(σ) / σ of the weak directions, those below the least strong one.</summary>
    public double OfWeak(double least, double greatest) => double.IsFinite(Regularization) ? 1 / (least + Regularization * greatest) : 1 / greatest;
}
