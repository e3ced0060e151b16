namespace Kirana.Cli.Commands.Import;

/// <summary>What <c>kirana import</c> did, over all files and for each.</summary>
/// <param name="Rows">Lines read.</param>
/// <param name="Accepted">Lines that passed.</param>
/// <param name="Added">Records that were new.</param>
/// <param name="AlreadyPresent">Records the shop held before.</param>
/// <param name="Quarantined">Lines set aside, by reason.</param>
/// <param name="Value">The lines' money.</param>
/// <param name="DryRun">Whether nothing was kept.</param>
/// <param name="Files">Each file.</param>
internal sealed record ImportAnswer(
    long Rows, long Accepted, long Added, long AlreadyPresent, IReadOnlyDictionary<string, long> Quarantined, ValueAnswer Value, bool DryRun,
    IReadOnlyList<ImportedFile> Files)
{
    /// <summary>Adds the files up.</summary>
    /// <param name="files">The files.</param>
    /// <param name="dryRun">Whether nothing was kept.</param>
    public static ImportAnswer Of(IReadOnlyList<ImportedFile> files, bool dryRun) => new(
        files.Sum(file => file.Rows), files.Sum(file => file.Accepted), files.Sum(file => file.Added), files.Sum(file => file.AlreadyPresent),
        files.SelectMany(file => file.Quarantined).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal),
        new ValueAnswer(files.Sum(file => file.Value.Accepted), files.Sum(file => file.Value.Quarantined), files.Sum(file => file.Value.Total)), dryRun, files);
}
