namespace Kirana.Server.Api.Problems;

/// <summary>Ends a request with a problem.</summary>
/// <param name="problem">The problem.</param>
/// <param name="cause">What led to it, for the log.</param>
internal sealed class ProblemException(Problem problem, Exception? cause = null) : Exception(problem.Detail, cause)
{
    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>A request that is wrong in itself: status 400.</summary>
    /// <param name="code">A stable name.</param>
    /// <param name="detail">What was expected and what was found.</param>
    /// <param name="hint">What to do instead.</param>
    /// <param name="field">The parameter or field at fault.</param>
    public static ProblemException Bad(string code, string detail, string? hint = null, string? field = null) =>
        new(new Problem(400, code, detail, hint) { Field = field });
}
