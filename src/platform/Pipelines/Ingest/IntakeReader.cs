using System.Text;
using System.Text.Json;
using Kirana.Data;
using Kirana.Data.JsonLines;
using Kirana.Operate.Contracts;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Ingest;

/// <summary>Reads and checks the bodies of requests of one kind of record, one after another. Not thread-safe.</summary>
/// <remarks>Records with an id and those without go into batches of their own, since the store tells the latter apart by content.</remarks>
internal sealed class IntakeReader : IDisposable
{
    /// <summary>The most records of one request.</summary>
    public const int MostRecords = 100_000;

    /// <summary>The most rejected records of one request that are kept.</summary>
    private const int MostKept = 1_000;

    private const string Source = "intake";
    private const int InternBits = 14;
    private const int MostColumns = 200;
    private const int ShortestRecord = 10;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly RecordKind _kind;
    private readonly ShopSettings _settings;
    private readonly DateTimeOffset _made;
    private readonly HashSet<string> _fields;
    private readonly JsonBodyReader _lines = new(Source);
    private readonly RecordParser _withId;
    private RecordParser? _withoutId;
    private int _boundColumns;
    private int _idColumn = -1;

    /// <summary>Creates a reader.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="settings">The shop's settings.</param>
    /// <param name="now">The present.</param>
    public IntakeReader(RecordKind kind, ShopSettings settings, DateTimeOffset now)
    {
        _kind = kind;
        _settings = settings;
        _made = now;
        _fields = [.. kind.Fields.Where((_, column) => column != kind.RestIndex).Select(field => field.Name)];
        _withId = Parser(_fields);
    }

    /// <summary>Whether another reader must take over: settings or the present moved on, or the requests' keys are too many to remember.</summary>
    /// <param name="settings">The shop's settings.</param>
    /// <param name="now">The present.</param>
    public bool IsStale(ShopSettings settings, DateTimeOffset now) =>
        !ReferenceEquals(settings, _settings) || (now - _made).Duration() > Lifetime || _lines.Columns.Count > MostColumns;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="batches">Where batches come from.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="DataException">The body is no JSON array or lines of objects, or holds too many records.</exception>
    public IntakeRequest Read(ReadOnlyMemory<byte> body, BatchPool batches, CancellationToken cancellation)
    {
        var request = new IntakeRequest(_kind, batches, Capacity(body.Span), body.Length);
        try
        {
            _lines.Begin(body);
            while (_lines.TryRead())
            {
                if (++request.Received > MostRecords)
                    throw new DataException($"The request has more than {MostRecords} records.") { Code = "too-many-records", Row = MostRecords + 1, Hint = "Send it in parts, or import it as a file." };
                if (request.Received % 1024 == 0)
                    cancellation.ThrowIfCancellationRequested();
                if (Parse(request) is { } broken)
                    Reject(request, broken);
            }

            return request;
        }
        catch
        {
            request.GiveBack();
            throw;
        }
        finally
        {
            _lines.Dispose();
        }
    }

    /// <summary>Gives the parsers' buffers back.</summary>
    public void Dispose()
    {
        _withId.Dispose();
        _withoutId?.Dispose();
    }

    private Violation? Parse(IntakeRequest request)
    {
        if (_lines.HasOtherTypes && WrongType() is { } wrong)
            return wrong;
        if (!ReferenceEquals(_kind, RecordKinds.Events) || HasId())
            return _withId.Parse(_lines, request.WithId);
        _withoutId ??= Parser(_fields.Where(field => field is not "id"));
        return _withoutId.Parse(_lines, request.WithoutId);
    }

    private bool HasId()
    {
        for (; _boundColumns < _lines.Columns.Count; _boundColumns++)
            if (_lines.Columns[_boundColumns] is "id")
                _idColumn = _boundColumns;
        // A faulty record has no fields; any parser tells its fault.
        if (_idColumn < 0)
            return false;
        var id = _lines.Field(_idColumn);
        return !id[Ascii.Trim(id)].IsEmpty;
    }

    /// <summary>Values of other types are kept in fields of no meaning, and yes or no in flags.</summary>
    private Violation? WrongType()
    {
        for (var column = 0; column < _lines.Columns.Count; column++)
        {
            var type = _lines.TypeOf(column);
            if (type is JsonTokenType.None or JsonTokenType.String or JsonTokenType.Number || !_fields.Contains(_lines.Columns[column]))
                continue;
            var field = _kind.Fields[_kind.IndexOf(_lines.Columns[column])];
            if (type is JsonTokenType.True or JsonTokenType.False && field.Type == FieldType.Flag)
                continue;
            var found = type switch
            {
                JsonTokenType.StartObject => "an object",
                JsonTokenType.StartArray => "a list",
                _ => "yes or no",
            };
            return new Violation(Reasons.WrongType, field.Name, $"{field.Name}: expected {(field.IsText ? "text" : "text or a number")}, found {found}.");
        }

        return null;
    }

    private void Reject(IntakeRequest request, Violation broken)
    {
        var row = _lines.Line;
        if (request.RejectedCount++ < Intake.MostRejectedShown)
            request.Rejected.Add(new RejectedRow(row, broken.Reason, broken.Column, broken.Detail));
        if (request.Kept.Count < MostKept)
            request.Kept.Add(new QuarantinedLine(Source, row, broken.Reason, broken.Column, broken.Detail, Encoding.UTF8.GetString(_lines.Raw)));
    }

    private RecordParser Parser(IEnumerable<string> fields) => new(
        _kind, new ImportMapping { Kind = _kind.Name, Columns = fields.ToDictionary(field => field, StringComparer.Ordinal) }, _settings, Source, _made, InternBits);

    /// <summary>Room for every record a body can hold: each begins with a brace and has some length.</summary>
    private static int Capacity(ReadOnlySpan<byte> body) => Math.Clamp(Math.Min(body.Count((byte)'{'), body.Length / ShortestRecord + 1), 1, MostRecords);
}
