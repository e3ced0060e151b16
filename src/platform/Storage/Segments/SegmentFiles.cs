using System.Collections.Concurrent;
using System.Globalization;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Storage.Folders;

namespace Kirana.Storage.Segments;

/// <summary>The files of segments: moved into place, checked at their first use, removed when no manifest names them.</summary>
/// <param name="folder">The shop.</param>
internal sealed class SegmentFiles(ShopFolder folder)
{
    private readonly ConcurrentDictionary<string, bool> _checked = new(StringComparer.Ordinal);
    private readonly Lock _leasing = new();
    private int _leases;

    /// <summary>Whether files lie there that no manifest names any more.</summary>
    public bool HasLeftovers { get; set; }

    /// <summary>Is told when the last lease ended.</summary>
    public Action? Unread { get; set; }

    /// <summary>Keeps all files in place for a reader of this process. To be taken before the manifest is read.</summary>
    /// <returns>Ends the lease when it is disposed.</returns>
    public IDisposable Lease()
    {
        lock (_leasing)
            _leases++;
        return new Lessee(this);
    }

    /// <summary>Does something if no lease is held, and keeps new ones waiting meanwhile.</summary>
    /// <param name="action">What to do.</param>
    public void IfUnread(Action action)
    {
        lock (_leasing)
            if (_leases == 0)
                action();
    }

    /// <summary>The segment's Parquet file, after its hash was checked once in this process.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="DataException">The file is missing or damaged (<c>damaged-segment</c>).</exception>
    public string Rows(Segment segment) => Checked(segment.File, segment.Hash);

    /// <summary>The segment's file of keys, likewise.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="DataException">The file is missing or damaged (<c>damaged-segment</c>).</exception>
    public string Keys(Segment segment) => Checked(segment.KeysFile, segment.KeysHash);

    /// <summary>Forgets which files were checked, so that the next use checks them again.</summary>
    public void Distrust() => _checked.Clear();

    /// <summary>Gives staged segments their numbers and moves them where they stay. No manifest names them yet.</summary>
    /// <param name="staged">The segments.</param>
    /// <param name="firstId">The first number.</param>
    public List<Segment> Place(IReadOnlyList<Segment> staged, long firstId)
    {
        var placed = new List<Segment>();
        foreach (var segment in staged)
        {
            var id = firstId + placed.Count;
            var target = segment with { Id = id, File = string.Create(CultureInfo.InvariantCulture, $"data/segments/{segment.Kind}-{id:D8}.parquet") };
            // What lies there under this name is of a transaction that never was.
            File.Move(Full(segment.KeysFile), Full(target.KeysFile), overwrite: true);
            File.Move(Full(segment.File), Full(target.File), overwrite: true);
            Steps.Reached("segment-placed");
            _checked[target.File] = true;
            _checked[target.KeysFile] = true;
            placed.Add(target);
        }

        DurableFiles.FlushFolder(folder.Segments);
        return placed;
    }

    /// <summary>Removes placed files of a transaction that failed, so that they take no room.</summary>
    /// <param name="placed">The segments.</param>
    /// <param name="named">The segments of the manifest as it is now.</param>
    public void Discard(IEnumerable<Segment> placed, IReadOnlyCollection<Segment> named)
    {
        foreach (var segment in placed.Where(segment => named.All(other => other.Id != segment.Id)))
        {
            File.Delete(Full(segment.File));
            File.Delete(Full(segment.KeysFile));
        }
    }

    /// <summary>Removes files that no manifest names: what a killed import or a merge left behind.</summary>
    /// <param name="named">The segments of the manifest.</param>
    public void Sweep(IEnumerable<Segment> named)
    {
        var keep = named.SelectMany(segment => (string[])[Full(segment.File), Full(segment.KeysFile)]).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder.Segments))
            if (!keep.Contains(file))
                File.Delete(file);
    }

    /// <summary>A query over segments of one kind with the columns of the kind; those a segment does not have are empty.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="segments">The segments; they are checked.</param>
    public string Select(RecordKind kind, IReadOnlyList<Segment> segments)
    {
        var columns = string.Join(", ", kind.Fields.Select(field => $"NULL::{(field.IsText ? "VARCHAR" : "BIGINT")} AS \"{field.Name}\""));
        var empty = $"SELECT 0::UBIGINT AS key_high, 0::UBIGINT AS key_low, {columns} WHERE false";
        return segments.Count == 0
            ? empty
            : $"{empty} UNION ALL BY NAME SELECT * FROM read_parquet([{string.Join(", ", segments.Select(s => DuckSession.Quote(Rows(s))))}], union_by_name = true)";
    }

    private void Return()
    {
        bool last;
        lock (_leasing)
            last = --_leases == 0;
        if (last)
            Unread?.Invoke();
    }

    private string Full(string relative) => Path.Combine(folder.Root, relative);

    private string Checked(string file, string hash)
    {
        var path = Full(file);
        if (_checked.ContainsKey(file))
            return path;
        string? found;
        try
        {
            found = DurableFiles.Hash(path);
        }
        catch (FileNotFoundException)
        {
            found = null;
        }

        if (!string.Equals(found, hash, StringComparison.Ordinal))
            throw new DataException(found is null ? $"The file {file} is missing." : $"The file {file} is damaged: its SHA-256 is {found}, not {hash}.")
            {
                Code = "damaged-segment", File = file, Hint = "Restore a backup with `kirana restore`; the other files stay readable.",
            };
        _checked[file] = true;
        return path;
    }

    private sealed class Lessee(SegmentFiles files) : IDisposable
    {
        private SegmentFiles? _files = files;

        public void Dispose() => Interlocked.Exchange(ref _files, null)?.Return();
    }
}
