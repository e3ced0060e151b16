using Kirana.Data;
using Kirana.Operate.Contracts;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Import;

/// <summary>Brings a file into a shop: finds out what it holds, checks every line against the contract, stores the sound ones and sets the others aside.</summary>
/// <remarks>
/// All or nothing: a file that cannot be read, holds more than 5 % bad lines, or is cancelled leaves the shop as it was. Importing the same
/// file again changes nothing. How the file was read is kept in the shop's settings under its source's name and used the next time.
/// Lines are read and checked on one thread and stored on the caller's.
/// </remarks>
public static class ImportJob
{
    /// <summary>Runs an import.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="request">What to import.</param>
    /// <param name="progress">Told after every few thousand lines, on the calling thread.</param>
    /// <param name="cancellation">Ends the work; the shop stays as it was.</param>
    /// <exception cref="DataException">The file, its columns or too many of its lines cannot be used; codes <c>missing-column</c>,
    /// <c>unknown-kind</c>, <c>ambiguous-date</c>, <c>mixed-dates</c>, <c>bad-date-format</c>, <c>bad-time-zone</c>, <c>bad-decimal</c>, <c>is-directory</c>,
    /// <c>no-such-file</c>, <c>unreadable-file</c>, <c>too-many-bad-lines</c>, <c>strict</c> and those of the reader of lines.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself or names a kind or field that does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportResult Run(IShop shop, ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        var kept = shop.Settings.Sources.GetValueOrDefault(request.Source ?? SourcePlan.NameOf(request.FileName));
        using var reader = SourceLines.Open(request, kept);
        using var sample = new LineSample(reader);
        var plan = SourcePlan.Make(request, shop.Settings, sample);
        using var parser = new RecordParser(plan.Kind, plan.Mapping, shop.Settings, plan.Source, request.Clock.GetUtcNow());
        var tally = new ImportTally();
        using var store = request.DryRun ? null : shop.Records.BeginImport(plan.Kind, plan.Source, request.FileName);
        sample.Rewind();
        new ImportPump(parser, store, tally, progress, SourceLines.SizeOf(request)).Run([sample, reader], cancellation);
        tally.Judge(request.FileName, request.Strict);

        return new ImportResult(plan.Kind.Name, plan.Source, plan.Mapping, plan.Notes, tally.Report(), tally.Examples, Commit(shop, plan, store, tally));
    }

    /// <summary>The mapping is kept first: an import that is there without it would meet its own lines again under another source's name.</summary>
    private static ImportReceipt? Commit(IShop shop, SourcePlan plan, IRecordImport? store, ImportTally tally)
    {
        if (store is null)
            return null;
        if (!shop.Settings.Sources.ContainsKey(plan.Source) || !ReferenceEquals(shop.Settings.Sources[plan.Source], plan.Mapping))
        {
            var sources = new SortedDictionary<string, ImportMapping>(StringComparer.Ordinal);
            foreach (var (name, mapping) in shop.Settings.Sources)
                sources[name] = mapping;
            sources[plan.Source] = plan.Mapping;
            shop.Save(shop.Settings with { Sources = sources });
        }

        return store.Commit(tally.Report());
    }
}
