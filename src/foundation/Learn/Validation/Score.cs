namespace Kirana.Learn.Validation;

/// <summary>A figure by which predictions are judged, with its direction; those of the literature are in <see cref="Scoring"/>.</summary>
/// <param name="Name">A few words that name it in tables.</param>
/// <param name="GreaterIsBetter">Whether more is better.</param>
/// <param name="Of">The figure of some predictions, NaN where they have none, as of one class an area. Called from several threads.</param>
public sealed record Score(string Name, bool GreaterIsBetter, Func<RowPredictions, double> Of)
{
    /// <summary>Whether the first figure is better than the second; NaN is better than nothing.</summary>
    /// <param name="first">A figure.</param>
    /// <param name="second">Another.</param>
    public bool IsBetter(double first, double second) => !double.IsNaN(first) && (double.IsNaN(second) || (GreaterIsBetter ? first > second : first < second));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
