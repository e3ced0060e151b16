namespace Kirana.Numerics.Optimization;

/// <summary>The minimum of a function of one variable.</summary>
/// <param name="X">The best argument seen.</param>
/// <param name="Value">The function there.</param>
/// <param name="Evaluations">How often the function was called.</param>
/// <param name="Converged">Whether the tolerance was reached before the iterations ended.</param>
public readonly record struct LineMinimum(double X, double Value, int Evaluations, bool Converged)
{
    /// <summary>Takes the minimum apart.</summary>
    /// <param name="x">The best argument seen.</param>
    /// <param name="value">The function there.</param>
    public void Deconstruct(out double x, out double value) => (x, value) = (X, Value);
}
