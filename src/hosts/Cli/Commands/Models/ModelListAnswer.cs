namespace Kirana.Cli.Commands.Models;

/// <summary>Versions of models.</summary>
/// <param name="Models">The versions, by area and newest first.</param>
internal sealed record ModelListAnswer(IReadOnlyList<ModelAnswer> Models);
