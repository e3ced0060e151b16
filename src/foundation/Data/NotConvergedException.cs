namespace Kirana.Data;

/// <summary>A numerical method stopped before it reached its tolerance and has no usable result.</summary>
public sealed class NotConvergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which method failed and why, as one sentence.</param>
    /// <param name="iterations">Iterations done, 0 or more.</param>
    /// <param name="lastObjective">The last value of the objective; NaN if none was computed.</param>
    public NotConvergedException(string message, int iterations, double lastObjective) : base(message)
    {
        Iterations = iterations;
        LastObjective = lastObjective;
    }

    /// <summary>Iterations done before the method gave up.</summary>
    public int Iterations { get; }

    /// <summary>The last value of the objective; NaN if none was computed.</summary>
    public double LastObjective { get; }
}
