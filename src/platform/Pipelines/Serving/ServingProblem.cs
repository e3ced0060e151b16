namespace Kirana.Pipelines.Serving;

/// <summary>Something a shop cannot serve at the moment.</summary>
/// <param name="Area"><c>recommend</c>, <c>forecast</c> or <c>records</c>.</param>
/// <param name="Code">A stable word such as <c>no-model</c> or <c>damaged-model</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Since">Since when.</param>
public sealed record ServingProblem(string Area, string Code, string Message, DateTimeOffset Since);
