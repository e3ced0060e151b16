namespace Kirana.Forecast.Hierarchy;

/// <summary>How the bottom series change, once the sums are known. Thread-safe.</summary>
internal interface IBottomRule
{
    /// <summary>Reconciles neighbouring bottom series.</summary>
    /// <param name="first">The place of the first in the hierarchy.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">Their base values on entry (count × columns), the reconciled ones on return.</param>
    void Apply(int first, int count, Span<double> values);
}
