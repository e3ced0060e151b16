using Kirana.Data.Batches;
using Kirana.Operate.Access;
using Kirana.Operate.Records;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Tests.Platform.Pipelines.Import;

/// <summary>A shop in memory that keeps the contract of <see cref="IRecordStore"/>, so that an import's rows can be looked at one by one.</summary>
internal sealed class MemoryShop : IShop, IRecordStore
{
    private readonly Dictionary<string, List<(UInt128 Key, object?[] Row)>> _rows = new(StringComparer.Ordinal);
    private readonly List<QuarantinedLine> _quarantine = [];
    private readonly List<ImportReceipt> _receipts = [];

    public ShopSettings Settings { get; private set; } = new() { TimeZone = "Europe/London", Currency = "GBP" };

    public IRecordStore Records => this;

    public IShopAnalysis Analysis => throw new NotSupportedException();

    public IModelRegistry Registry => throw new NotSupportedException();

    public IAccessKeys Access => throw new NotSupportedException();

    public ShopVersion Version() => default;

    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends) => throw new NotSupportedException();

    public long Erase(string user) => throw new NotSupportedException();

    public IReadOnlyList<QuarantinedLine> SetAside => _quarantine;

    public int Begun { get; private set; }

    public void Save(ShopSettings settings) => Settings = settings;

    public void Dispose()
    {
    }

    /// <summary>The values of one field, in the order of the lines.</summary>
    public IReadOnlyList<object?> Column(RecordKind kind, string field) =>
        [.. _rows.GetValueOrDefault(kind.Name, []).Select(row => row.Row[kind.IndexOf(field)])];

    public IReadOnlyList<UInt128> Keys(RecordKind kind) => [.. _rows.GetValueOrDefault(kind.Name, []).Select(row => row.Key)];

    public IRecordImport BeginImport(RecordKind kind, string source, string file)
    {
        Begun++;
        return new Import(this, kind, source, file);
    }

    public IBatchReader<RecordBatch> Read(RecordKind kind) => throw new NotSupportedException();

    public long Count(RecordKind kind) => _rows.GetValueOrDefault(kind.Name, []).Count;

    public long Seal() => 0;

    public string DataHash() => throw new NotSupportedException();

    public IReadOnlyList<QuarantinedLine> Quarantine(int limit) => [.. _quarantine.Take(limit)];

    public IReadOnlyList<ImportReceipt> Imports() => _receipts;

    private sealed class Import(MemoryShop shop, RecordKind kind, string source, string file) : IRecordImport
    {
        private readonly List<(UInt128, object?[])> _new = [];
        private readonly HashSet<UInt128> _known = [.. shop.Keys(kind)];
        private readonly Dictionary<UInt128, int> _occurrences = [];
        private readonly List<QuarantinedLine> _setAside = [];
        private long _present;

        public void Write(RecordBatch batch, bool keysAreContent)
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var key = batch.Keys[row];
                if (keysAreContent)
                    key += (UInt128)(_occurrences[key] = _occurrences.GetValueOrDefault(key) + 1) << 100;
                if (!_known.Add(key))
                    _present++;
                else
                    _new.Add((key, [.. kind.Fields.Select((field, i) => field.IsText ? batch.Texts(i)[row] : batch.Numbers(i)[row] is RecordBatch.Missing ? null : (object)batch.Numbers(i)[row])]));
            }
        }

        public void Quarantine(QuarantinedLine line) => _setAside.Add(line);

        public ImportReceipt Commit(ImportReport report)
        {
            if (!shop._rows.TryGetValue(kind.Name, out var rows))
                shop._rows.Add(kind.Name, rows = []);
            rows.AddRange(_new);
            shop._quarantine.AddRange(_setAside);
            var receipt = new ImportReceipt(shop._receipts.Count + 1, DateTimeOffset.UnixEpoch, kind.Name, source, file, _new.Count, _present, report);
            shop._receipts.Add(receipt);
            return receipt;
        }

        public void Dispose()
        {
        }
    }
}
