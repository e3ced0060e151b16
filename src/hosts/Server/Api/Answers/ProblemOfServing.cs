using Kirana.Data;
using Kirana.Pipelines.Serving;
using Kirana.Server.Api.Problems;

namespace Kirana.Server.Api.Answers;

/// <summary>Something that cannot be served at the moment.</summary>
/// <param name="Area">The area.</param>
/// <param name="Code">A stable name.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Since">Since when.</param>
internal sealed record ProblemOfServing(string Area, string Code, string Message, DateTimeOffset Since)
{
    /// <summary>A problem without what only the machine's owner should know: what the message of a fault of files says may hold a path.</summary>
    /// <param name="problem">The problem.</param>
    public static ProblemOfServing Of(ServingProblem problem) => new(problem.Area, problem.Code, problem.Code is "no-model" ? problem.Message
        : Faults.Explain(new DataException(problem.Message) { Code = problem.Code }) is { Status: 503 } told ? $"{told.Detail} {told.Hint}"
        : "It cannot be used; `kirana check` on the server tells more.", problem.Since);
}
