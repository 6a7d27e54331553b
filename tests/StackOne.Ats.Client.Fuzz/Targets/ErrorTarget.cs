using System.Net;
using System.Text;
using StackOne.Ats.Client.Fuzz.Oracles;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>An error response: the exception of its status, whatever its body, with all of the body that is there. The first byte is the status.</summary>
internal sealed class ErrorTarget() : ClientTarget("error")
{
    private static readonly (int Status, Type Exception)[] Statuses =
    [
        (400, typeof(StackOneBadRequestException)),
        (401, typeof(StackOneUnauthorizedException)),
        (403, typeof(StackOneForbiddenException)),
        (404, typeof(StackOneNotFoundException)),
        (408, typeof(StackOneRequestTimedOutException)),
        (409, typeof(StackOneConflictException)),
        (412, typeof(StackOnePreconditionFailedException)),
        (422, typeof(StackOneUnprocessableEntityException)),
        (429, typeof(StackOneTooManyRequestsException)),
        (500, typeof(StackOneInternalServerErrorException)),
        (501, typeof(StackOneNotImplementedException)),
        (502, typeof(StackOneBadGatewayException)),
        (302, typeof(StackOneApiException)),
        (418, typeof(StackOneApiException)),
        (503, typeof(StackOneApiException)),
        (599, typeof(StackOneApiException)),
    ];

    internal override void Run(byte[] input)
    {
        (int status, Type type) = Statuses[input.Length == 0 ? 0 : input[0] % Statuses.Length];
        byte[] body = input.Length == 0 ? [] : input[1..];

        var (_, failure) = Order((HttpStatusCode)status, body);

        Require(failure?.GetType() == type, $"The status {status} is a {type.Name}, not {failure?.GetType().Name ?? "a result"}");
        var error = (StackOneApiException)failure!;
        Require((int)error.StatusCode == status, "The status is the response's");
        Require(error.Attempts == (status is 408 or 429 ? 2 : 1), $"An order is sent again after 408 and 429 alone, not after {status}");
        Require(error.OutcomeUnknown == status is 408 or 302 or (>= 500 and not 501), $"OutcomeUnknown of {status} is {error.OutcomeUnknown}");
        byte[] kept = Kept(body);
        Require(error.RawBody == Encoding.UTF8.GetString(kept), "RawBody is the body, up to the limit");
        if (ErrorBodyOracle.Fault(kept, error.Error) is { } fault)
        {
            throw new FuzzException(fault);
        }
    }

    private static byte[] Kept(byte[] body)
    {
        byte[] json = JsonOracle.WithoutFront(body);
        return json[..Math.Min(json.Length, MaxErrorBytes)];
    }
}
