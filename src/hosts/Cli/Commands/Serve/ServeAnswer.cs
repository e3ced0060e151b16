namespace Kirana.Cli.Commands.Serve;

/// <summary>Where a shop is served.</summary>
/// <param name="Url">The address of the first page; the HTTP interface is below it.</param>
internal sealed record ServeAnswer(string Url);
