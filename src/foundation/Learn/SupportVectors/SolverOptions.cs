namespace Kirana.Learn.SupportVectors;

/// <summary>How a dual is solved.</summary>
/// <param name="Tolerance">The violation at which the search ends.</param>
/// <param name="CacheMegabytes">Memory for columns of the kernel matrix.</param>
/// <param name="Shrinking">Whether variables that stay at their limits are left out for a while.</param>
/// <param name="MostSteps">Where the search gives up.</param>
internal readonly record struct SolverOptions(double Tolerance, int CacheMegabytes, bool Shrinking, long MostSteps);
