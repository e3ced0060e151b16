namespace Kirana.Cli.Commands;

/// <summary>A file that a command wrote.</summary>
/// <param name="Out">Its full path.</param>
/// <param name="Model">The version that answered.</param>
/// <param name="Subjects">Customers or series in it.</param>
/// <param name="Lines">Its lines without the header.</param>
internal sealed record FileAnswer(string Out, string Model, long Subjects, long Lines);
