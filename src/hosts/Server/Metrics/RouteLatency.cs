namespace Kirana.Server.Metrics;

/// <summary>How fast a route answered in the last minute.</summary>
/// <param name="Route">The route's pattern, such as <c>GET /v1/recommendations</c>.</param>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="Median">Milliseconds half of them took at most.</param>
/// <param name="P95">Milliseconds 95 % of them took at most.</param>
/// <param name="P99">Milliseconds 99 % of them took at most.</param>
/// <param name="Errors">Answers with a status of 500 or above.</param>
public sealed record RouteLatency(string Route, double PerSecond, double Median, double P95, double P99, long Errors);
