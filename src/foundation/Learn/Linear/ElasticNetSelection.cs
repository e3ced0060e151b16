namespace Kirana.Learn.Linear;

/// <summary>How well each step of a path predicted rows held out.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ElasticNetSelection
{
    private readonly double[] _errors;
    private readonly double[] _standardErrors;

    internal ElasticNetSelection(ElasticNetPath path, double[] errors, double[] standardErrors)
    {
        (Path, _errors, _standardErrors) = (path, errors, standardErrors);
        for (var k = 1; k < errors.Length; k++)
            Best = errors[k] < errors[Best] ? k : Best;
        while (errors[Simplest] > errors[Best] + standardErrors[Best])
            Simplest++;
    }

    /// <summary>The path of all rows.</summary>
    public ElasticNetPath Path { get; }

    /// <summary>The mean squared error of each step on rows held out.</summary>
    public ReadOnlySpan<double> Errors => _errors;

    /// <summary>The standard error of each of <see cref="Errors"/>, from its spread over the parts.</summary>
    public ReadOnlySpan<double> StandardErrors => _standardErrors;

    /// <summary>The step of the least error.</summary>
    public int Best { get; }

    /// <summary>The first step, of the largest λ, whose error is within one standard error of the least.</summary>
    public int Simplest { get; }
}
