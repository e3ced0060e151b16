namespace Kirana.Cli.Commands.Keys;

/// <summary>The keys to the HTTP interface.</summary>
/// <param name="Keys">The keys, oldest first.</param>
internal sealed record KeyListAnswer(IReadOnlyList<KeyAnswer> Keys);
