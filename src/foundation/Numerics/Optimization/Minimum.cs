namespace Kirana.Numerics.Optimization;

/// <summary>The minimum of a function of several variables.</summary>
/// <param name="X">The best argument seen.</param>
/// <param name="Value">The function there.</param>
/// <param name="Evaluations">How often the function was called.</param>
/// <param name="Converged">Whether the tolerance was reached before the evaluations ended.</param>
public sealed record Minimum(double[] X, double Value, int Evaluations, bool Converged);
