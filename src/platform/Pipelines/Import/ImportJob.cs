using Kirana.Data;
using Kirana.Data.Lines;
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
    /// <c>unknown-kind</c>, <c>ambiguous-date</c>, <c>mixed-dates</c>, <c>bad-date-format</c>, <c>bad-time-zone</c>, <c>bad-decimal</c>, <c>empty-file</c>,
    /// <c>too-many-bad-lines</c>, <c>strict</c> and those of the reader of lines.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself or names a kind or field that does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportResult Run(IShop shop, ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        var known = request.Source is null ? null : shop.Settings.Sources.GetValueOrDefault(request.Source);
        using var reader = Open(request, known);
        using var sample = new LineSample(reader);
        if (sample.Columns.Count == 0)
            throw new DataException($"'{request.FileName}' is empty.") { Code = "empty-file", File = request.FileName };

        var plan = SourcePlan.Make(request, shop.Settings, sample);
        using var parser = new RecordParser(plan.Kind, plan.Mapping, shop.Settings, plan.Source, request.Clock.GetUtcNow());
        var tally = new ImportTally();
        using var store = request.DryRun ? null : shop.Records.BeginImport(plan.Kind, plan.Source, request.FileName);
        new ImportPump(parser, store, tally, progress, SizeOf(request)).Run([sample, reader], cancellation);
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

    private static ILineReader Open(ImportRequest request, ImportMapping? known)
    {
        var mapping = (known ?? new ImportMapping { Kind = "" }) with { };
        mapping = mapping with { Separator = request.Separator ?? mapping.Separator, Encoding = request.Encoding ?? mapping.Encoding };
        return request.Open is not null ? request.Open(mapping) : throw new ArgumentException("no reader");
    }

    private static long SizeOf(ImportRequest request) => request switch
    {
        { Path: { } path, Open: null } => new FileInfo(path).Length,
        { Stream: { CanSeek: true } stream } => stream.Length,
        _ => 0,
    };
}
